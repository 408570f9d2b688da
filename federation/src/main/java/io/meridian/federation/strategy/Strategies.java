package io.meridian.federation.strategy;

import io.meridian.model.document.Section;
import java.util.List;

/** The strategies by name. A new one adds its name here. */
public final class Strategies {
    /** What {@code strategy.name} may be. */
    public static final List<String> NAMES = List.of(FedAvg.NAME, Local.NAME);

    private Strategies() {}

    /** Reads the {@code strategy} of a job document. */
    public static Strategy read(Section section) {
        return of(section.choice("name", NAMES));
    }

    /** The strategy of this name. */
    public static Strategy of(String name) {
        return switch (name) {
            case FedAvg.NAME -> new FedAvg();
            case Local.NAME -> new Local();
            default ->
                    throw new IllegalArgumentException(
                            "strategy must be one of %s".formatted(String.join(", ", NAMES)));
        };
    }
}
