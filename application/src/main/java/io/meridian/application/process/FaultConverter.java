package io.meridian.application.process;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** Writes the exceptions that libraries log: types and frames, never a message. */
public final class FaultConverter extends ThrowableHandlingConverter {
    private static final int MOST_CAUSES = 10;
    private static final int MOST_FRAMES = 60;

    @Override
    public String convert(ILoggingEvent event) {
        var text = new StringBuilder();
        var problem = event.getThrowableProxy();
        for (var depth = 0; problem != null && depth < MOST_CAUSES; depth++) {
            text.append(depth == 0 ? "" : "caused by ");
            append(text, problem);
            problem = problem.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, IThrowableProxy problem) {
        text.append(problem.getClassName()).append(System.lineSeparator());
        var frames = problem.getStackTraceElementProxyArray();
        for (var at = 0; at < Math.min(frames.length, MOST_FRAMES); at++) {
            text.append("    ").append(frames[at].getSTEAsString()).append(System.lineSeparator());
        }
    }
}
