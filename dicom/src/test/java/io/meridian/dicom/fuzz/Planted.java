package io.meridian.dicom.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults that a run must find; they show that it can. */
enum Planted implements FuzzTarget {
    /** An exception behind four bytes that only guidance by coverage finds in seconds. */
    EXCEPTION("planted") {
        @Override
        void fail() {
            throw new IllegalStateException("planted");
        }
    },
    /** More memory than allowed. */
    ALLOCATION("bytes were allocated for an input of") {
        @Override
        void fail() {
            kept = new byte[8 << 20];
        }
    },
    /** No end. */
    HANG("timeout after") {
        @Override
        void fail() {
            while (kept == null) {
                Thread.onSpinWait();
            }
        }
    };

    static final List<FuzzTarget> ALL = List.of(values());

    @SuppressWarnings("unused") // keeps the allocation from being optimised away
    static volatile byte @Nullable [] kept;

    /** What the log says when it is found. */
    final String sign;

    Planted(String sign) {
        this.sign = sign;
    }

    abstract void fail();

    @Override
    public void run(byte[] input) {
        if (input.length > 6
                && input[3] == 'D'
                && input[4] == 'I'
                && input[5] == 'C'
                && input[6] == 'M') {
            fail();
        }
    }

    @Override
    public long allowance(byte[] input) {
        return 4 << 20;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(new byte[16]);
    }
}
