package io.meridian.benchmarks.harness;

import java.io.IOException;
import java.util.OptionalLong;

/** A side that first shows, once and untimed, that both sides do the same. */
public final class CheckedSide implements Side {
    private final Side side;
    private final Check check;
    private boolean checked;

    /** Compares the results of both sides. */
    @FunctionalInterface
    public interface Check {
        /**
         * Does so once.
         *
         * @throws BenchmarkException if they differ
         */
        void run() throws IOException;
    }

    public CheckedSide(Side side, Check check) {
        this.side = side;
        this.check = check;
    }

    @Override
    public double seconds() throws IOException {
        if (!checked) {
            check.run();
            checked = true;
        }
        return side.seconds();
    }

    @Override
    public OptionalLong peakBytes() {
        return side.peakBytes();
    }
}
