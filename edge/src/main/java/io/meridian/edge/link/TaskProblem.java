package io.meridian.edge.link;

import io.meridian.edge.home.EdgeException;
import java.io.Serial;

/** Why a task does not end well; the message reaches the hub, so it names no patient. */
final class TaskProblem extends EdgeException {
    @Serial private static final long serialVersionUID = 1L;

    /** What follows. */
    enum Kind {
        /** Asking again does not help. */
        FINAL,
        /** This hospital may not do it; asking again does not help. */
        REFUSED,
        /** Another try may do better; it counts. */
        TRY_AGAIN,
        /** The hub asks no more. */
        WITHDRAWN,
        /** This process ends; the next one goes on. */
        INTERRUPTED
    }

    private final Kind kind;

    TaskProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static TaskProblem failed(String reason) {
        return new TaskProblem(Kind.FINAL, reason);
    }

    static TaskProblem refused(String reason) {
        return new TaskProblem(Kind.REFUSED, reason);
    }

    Kind kind() {
        return kind;
    }
}
