package io.meridian.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The resident memory of a process, where Linux tells it. */
public final class Memory {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s*(\\d+) kB");

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

    /**
     * What a process and all that it started have now, pages that they share counted once
     * (proportional set size).
     */
    public static OptionalLong ofTree(Process process) {
        var all =
                Stream.concat(
                                Stream.of(process.pid()),
                                process.descendants().map(ProcessHandle::pid))
                        .mapToLong(Memory::proportional)
                        .toArray();
        return LongStream.of(all).anyMatch(bytes -> bytes < 0)
                ? OptionalLong.empty()
                : OptionalLong.of(LongStream.of(all).sum());
    }

    /** -1 where the system does not tell it. */
    private static long proportional(long pid) {
        try {
            var matcher =
                    PROPORTIONAL.matcher(
                            Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : -1;
        } catch (IOException _) {
            return -1;
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
