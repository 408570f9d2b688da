package io.meridian.hub.registry;

import io.meridian.network.transfer.Grant;
import java.util.Optional;

/** Who asks the registry. */
sealed interface Visitor {
    /** A hospital's edge, by its certificate; with a grant where it brought one. */
    record Site(String name, Optional<Granted> grant) implements Visitor {}

    /** A person who may pull, and push where {@code mayPush} says so. */
    record Person(String name, Push push) implements Visitor {}

    /** Whether a person may push. */
    enum Push {
        ALLOWED,
        REFUSED
    }

    /** A verified grant and the text that it came in. */
    record Granted(Grant grant, String text) {}
}
