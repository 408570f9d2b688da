package io.meridian.runtime.worker;

import java.nio.file.Path;

/**
 * One task for a worker.
 *
 * @param name the caller's name for it, at most 200 characters
 * @param kind what to do, as {@code train}
 * @param spec the kind's own JSON document, at most 1 MiB; not copied
 * @param input a folder to read
 * @param output an existing folder to write to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Task(String name, String kind, byte[] spec, Path input, Path output) {
    private static final int MAXIMUM_NAME = 200;
    private static final int MAXIMUM_SPEC = 1 << 20;

    public Task {
        if (name.isBlank() || name.length() > MAXIMUM_NAME) {
            throw new IllegalArgumentException(
                    "a task's name has 1 to %d characters".formatted(MAXIMUM_NAME));
        }
        if (spec.length > MAXIMUM_SPEC) {
            throw new IllegalArgumentException(
                    "a task's document has at most %d bytes, not %d"
                            .formatted(MAXIMUM_SPEC, spec.length));
        }
        input = input.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
    }
}
