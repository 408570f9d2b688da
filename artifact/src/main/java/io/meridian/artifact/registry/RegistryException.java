package io.meridian.artifact.registry;

import io.meridian.artifact.ArtifactException;

/** A registry did not do what it was asked to. */
public final class RegistryException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, and so whether asking again may help. */
    public enum Trouble {
        /** No answer came, or it broke off. */
        LINE,
        /** The registry cannot do it now. */
        BUSY,
        /** The registry will not do it. */
        REFUSED,
        /** The answer is not what the distribution specification allows. */
        PROTOCOL
    }

    private final Trouble trouble;
    private final String code;

    RegistryException(Trouble trouble, String message) {
        this(trouble, "", message);
    }

    RegistryException(Trouble trouble, String code, String message) {
        super(message);
        this.trouble = trouble;
        this.code = code;
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
        this.trouble = Trouble.LINE;
        this.code = "";
    }

    /** What kind of trouble it is. */
    public Trouble trouble() {
        return trouble;
    }

    /** The registry's error code, for example {@code DENIED}; empty where it gave none. */
    public String code() {
        return code;
    }

    /** Whether the same operation may succeed later, going on where it stopped. */
    public boolean retryable() {
        return trouble == Trouble.LINE || trouble == Trouble.BUSY;
    }
}
