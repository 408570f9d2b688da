package io.meridian.application.process;

import java.util.Arrays;

/**
 * An exception as the log may show it: types and the first frame of our own code. Messages are left
 * out, because a library puts the value that it could not read into them.
 */
public final class Fault {
    private static final String OURS = "io.meridian.";
    private static final int MOST_CAUSES = 5;

    private Fault() {}

    /**
     * One line, such as {@code java.lang.IllegalStateException at io.meridian.edge.X.y(X.java:7)}.
     */
    public static String of(Throwable problem) {
        var line = new StringBuilder();
        var cause = problem;
        for (var depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            line.append(depth == 0 ? "" : " caused by ").append(cause.getClass().getName());
            ownFrame(cause).ifPresent(frame -> line.append(" at ").append(frame));
            cause = cause.getCause();
        }
        return line.toString();
    }

    private static java.util.Optional<StackTraceElement> ownFrame(Throwable problem) {
        return Arrays.stream(problem.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst();
    }
}
