package io.meridian.runtime.worker;

import io.meridian.runtime.ComputeException;

/** Why a task cannot be done. The message reaches the caller, so it names no patient. */
public final class TaskFailure extends ComputeException {
    private static final long serialVersionUID = 1L;

    private final TaskOutcome.Cause kind;

    private TaskFailure(TaskOutcome.Cause kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What was asked or given cannot be right. */
    public static TaskFailure invalid(String message) {
        return new TaskFailure(TaskOutcome.Cause.INVALID, message);
    }

    /** The numbers left the finite range. */
    public static TaskFailure diverged(String message) {
        return new TaskFailure(TaskOutcome.Cause.DIVERGED, message);
    }

    public TaskOutcome.Cause kind() {
        return kind;
    }
}
