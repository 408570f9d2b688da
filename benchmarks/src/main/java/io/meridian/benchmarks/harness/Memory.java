package io.meridian.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The resident memory of a process, where Linux tells it. */
public final class Memory {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    private Memory() {}

    /** The most that it had since {@link #forgetPeak}. */
    public static OptionalLong peak(long pid) {
        try {
            var matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return matcher.find()
                    ? OptionalLong.of(Long.parseLong(matcher.group(1)) * 1024)
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty(); // another system, or it has ended
        }
    }

    /** Lets the peak begin anew; without effect where the system does not know that. */
    public static void forgetPeak(long pid) {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
        } catch (IOException _) {
            return; // the peak since the start is told instead
        }
    }
}
