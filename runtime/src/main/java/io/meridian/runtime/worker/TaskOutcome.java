package io.meridian.runtime.worker;

import java.util.Map;

/** How a task ended, as its caller sees it. */
public sealed interface TaskOutcome {
    /** It is done; its files lie in the output folder. */
    record Done(Map<String, Double> metrics) implements TaskOutcome {
        public Done {
            metrics = Map.copyOf(metrics);
        }
    }

    /** The worker says that it cannot. */
    record Failed(Cause cause, String reason) implements TaskOutcome {}

    /** The caller cancelled it. */
    record Cancelled() implements TaskOutcome {}

    /**
     * The worker died, or was lost, while the task ran.
     *
     * @param exitCode of the process; 137 is SIGKILL, which is also what the kernel sends when
     *     memory runs out
     * @param reason in words
     */
    record Crashed(int exitCode, String reason) implements TaskOutcome {}

    /** Why a worker could not. */
    enum Cause {
        /** What was asked or given cannot be right; asking again does not help. */
        INVALID,
        /** The numbers left the finite range. */
        DIVERGED,
        /** The worker could not; another try may. */
        INTERNAL
    }
}
