package io.meridian.federation.strategy;

import io.meridian.model.document.Section;
import java.util.List;

/** The strategies by name. A new one adds its name here. */
public final class Strategies {
    /** What {@code strategy.name} may be. */
    public static final List<String> NAMES = List.of(FedAvg.NAME, FedProx.NAME, Local.NAME);

    private Strategies() {}

    /** Reads the {@code strategy} of a job document. */
    public static Strategy read(Section section) {
        return switch (section.choice("name", NAMES)) {
            case FedProx.NAME -> new FedProx(section.number("mu", 1e-9, 1000));
            case Local.NAME -> new Local();
            default -> new FedAvg();
        };
    }
}
