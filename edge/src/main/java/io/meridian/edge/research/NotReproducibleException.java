package io.meridian.edge.research;

import io.meridian.edge.home.EdgeException;
import java.io.Serial;

/** A version holds a subject that was erased; only a version frozen since then may be used. */
public final class NotReproducibleException extends EdgeException {
    @Serial private static final long serialVersionUID = 1L;

    NotReproducibleException(String name) {
        super(
                "the newest version of the data set %s is not reproducible: a subject in it was erased; freeze a new version"
                        .formatted(name));
    }
}
