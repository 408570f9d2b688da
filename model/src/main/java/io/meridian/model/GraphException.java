package io.meridian.model;

/** A network graph that cannot be: the message names the node. */
public final class GraphException extends ModelException {
    private static final long serialVersionUID = 1L;

    public GraphException(String message) {
        super(message);
    }

    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
