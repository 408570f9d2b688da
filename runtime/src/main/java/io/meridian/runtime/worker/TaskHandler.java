package io.meridian.runtime.worker;

import java.io.IOException;
import java.util.Map;

/** Does one kind of task inside a worker. Called by one thread at a time, always the same one. */
public interface TaskHandler {
    /** The kind of task it does. */
    String kind();

    /**
     * Does the task; files in the output folder appear complete or not at all.
     *
     * @return figures by name for the whole task
     * @throws TaskFailure when it cannot be done, saying why
     * @throws TaskCancelled when {@link Reporter#checkpoint} threw it
     */
    Map<String, Double> run(Task task, Reporter reporter) throws IOException;

    /** How a handler speaks to its caller. */
    interface Reporter {
        /** Tells how far the task is. */
        void progress(Progress progress);

        /** Throws {@link TaskCancelled} if the caller wants no more; called at every batch. */
        void checkpoint();
    }

    /** The caller wants no more. */
    final class TaskCancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TaskCancelled() {
            super("the task was cancelled", null, false, false);
        }
    }
}
