/**
 * The worker protocol in Java, free of native code: {@link
 * io.meridian.runtime.worker.WorkerProcess} starts a worker and runs tasks in it, {@link
 * io.meridian.runtime.worker.WorkerServer} is the worker's own side, on which {@link
 * io.meridian.runtime.worker.TaskHandler}s do the work.
 */
@NullMarked
package io.meridian.runtime.worker;

import org.jspecify.annotations.NullMarked;
