package io.meridian.artifact;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One pointer from a record to what it was made from.
 *
 * @param role what the parent is to the child, for example {@code legal-basis} or {@code base}
 * @param holding whether the parent's payload is kept with the child
 * @param site the site that holds the parent, where it is not the child's own
 */
public record Parent(String role, Reference reference, Holding holding, Optional<String> site) {
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public Parent {
        if (!ROLE.matcher(role).matches()) {
            throw new IllegalArgumentException(
                    "a parent's role is lower-case words with hyphens; this is not: " + role);
        }
    }

    /** A parent whose payload is kept. */
    public static Parent holding(String role, Reference reference) {
        return new Parent(role, reference, Holding.HOLDING, Optional.empty());
    }

    /** A parent of which only the proof is kept. */
    public static Parent evidential(String role, Reference reference) {
        return new Parent(role, reference, Holding.EVIDENTIAL, Optional.empty());
    }

    /** The same parent, held at a site. */
    public Parent at(String heldAt) {
        return new Parent(role, reference, holding, Optional.of(heldAt));
    }
}
