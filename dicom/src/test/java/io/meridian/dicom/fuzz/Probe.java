package io.meridian.dicom.fuzz;

import io.meridian.dicom.DicomException;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Runs one input on one target and holds it to the target's bounds; what Jazzer calls. */
public final class Probe {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static FuzzTarget target = Targets.named("part10");

    private Probe() {}

    /** An input for which a bound did not hold. */
    static final class BoundBroken extends AssertionError {
        private static final long serialVersionUID = 1L;

        BoundBroken(String message) {
            super(message);
        }
    }

    /** Called once by Jazzer with {@code --target_args}: the target's name. */
    public static void fuzzerInitialize(String[] arguments) {
        target = Targets.named(arguments[0]);
    }

    /** Called by Jazzer with every input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        hold(target, input);
    }

    /**
     * Nothing but a {@code DicomException} may come out, and no more memory may be taken than the
     * target allows. The system's total is read: what other threads take for the input counts too.
     * A class that is loaded for the first time takes memory as well, so too much counts only if it
     * is too much again.
     */
    static void hold(FuzzTarget target, byte[] input) throws IOException {
        var allowed = target.allowance(input);
        if (taken(target, input) > allowed) {
            var taken = taken(target, input);
            if (taken > allowed) {
                throw new BoundBroken(
                        "%d bytes were allocated for an input of %d; at most %d are allowed"
                                .formatted(taken, input.length, allowed));
            }
        }
    }

    private static long taken(FuzzTarget target, byte[] input) throws IOException {
        var before = THREADS.getTotalThreadAllocatedBytes();
        try {
            target.run(input);
        } catch (DicomException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new BoundBroken("a refusal must say which rule was broken");
            }
        }
        return THREADS.getTotalThreadAllocatedBytes() - before;
    }
}
