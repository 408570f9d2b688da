package io.meridian.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells the demo step by step on a terminal (or in a log): chapters, facts, live progress. */
final class Story {
    private static final long TICK_MILLIS = 250;

    private final PrintStream out;
    private final boolean terminal;
    private final Instant begin = Instant.now();
    private String lastProgress = "";

    Story(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void chapter(int number, String title) {
        clearProgress();
        out.printf("%n%s  %d. %s%n", clock(), number, title);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be the only use of its library
    void fact(String format, Object... values) {
        clearProgress();
        out.printf("         %s%n", String.format(Locale.ROOT, format, values));
    }

    void line(String text) {
        clearProgress();
        out.println(text);
    }

    /** Replaces the last progress on a terminal; in a log, prints a line when it changed. */
    void progress(String text) {
        if (text.equals(lastProgress)) {
            return;
        }
        if (terminal) {
            out.printf("\r\033[K         %s", text);
        } else {
            out.printf("         … %s%n", text);
        }
        out.flush();
        lastProgress = text;
    }

    /** Looks every quarter second until {@code look} says it is done, showing what it says. */
    void watch(Duration patience, String what, Supplier<Progress> look) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var seen = look.get();
            if (seen.done()) {
                clearProgress();
                return;
            }
            progress(seen.text());
            if (System.nanoTime() > deadline) {
                clearProgress();
                throw new io.meridian.cli.CommandException(
                        "%s did not finish in %d s (last seen: %s)"
                                .formatted(what, patience.toSeconds(), seen.text()));
            }
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new io.meridian.cli.CommandException("interrupted during " + what, e);
            }
        }
    }

    double seconds() {
        return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    }

    private void clearProgress() {
        if (terminal && !lastProgress.isEmpty()) {
            out.print("\r\033[K");
        }
        lastProgress = "";
    }

    private String clock() {
        var seconds = (long) seconds();
        return "[%d:%02d]".formatted(seconds / 60, seconds % 60);
    }

    /** What a look saw. */
    record Progress(boolean done, String text) {
        static Progress of(long now, long all, String what) {
            return new Progress(now >= all, "%d of %d %s".formatted(now, all, what));
        }
    }
}
