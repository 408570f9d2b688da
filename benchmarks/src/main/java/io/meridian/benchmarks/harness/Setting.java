package io.meridian.benchmarks.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where benchmarks run.
 *
 * @param work an existing, empty folder of their own
 * @param data the folder of the real data sets; it need not exist
 * @param programs what this machine has
 */
public record Setting(Path work, Path data, Programs programs, Size size) {
    /** How much is measured. */
    public enum Size {
        /** What the documentation tells. */
        FULL,
        /** Enough to see that everything works. */
        TINY
    }

    /** The number for this size. */
    public int pick(int full, int tiny) {
        return size == Size.FULL ? full : tiny;
    }

    /** Whether a data set is here. */
    public boolean has(String dataSet) {
        return Files.isDirectory(data.resolve(dataSet));
    }
}
