package io.meridian.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The platform's processes as the operating system sees them. */
final class Processes {
    static final String EDGE = "io.meridian.edge.Edge";
    static final String HUB = "io.meridian.hub.Hub";
    static final String INFERENCE = "io.meridian.serving.Inference";
    static final String WORKER = "io.meridian.training.Worker";
    private static final String SUPERVISOR = "io.meridian.edge.supervisor.Supervisor";

    private Processes() {}

    /** The process of a main class that was started with this home. */
    static Optional<ProcessHandle> withHome(String mainClass, Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> arguments(process).contains(mainClass))
                .filter(process -> arguments(process).contains(home.toString()))
                .findFirst();
    }

    /** The supervisor of an edge's home and everything below it. */
    static List<ProcessHandle> ofEdge(Path home) {
        return withHome(SUPERVISOR, home).stream()
                .flatMap(supervisor ->
                        Stream.concat(Stream.of(supervisor), supervisor.descendants()))
                .toList();
    }

    /** A child of an edge's supervisor, or of the edge itself. */
    static Optional<ProcessHandle> ofEdge(Path home, String mainClass) {
        return ofEdge(home).stream()
                .filter(process -> arguments(process).contains(mainClass))
                .findFirst();
    }

    /** Resident memory now, in MiB; 0 for a process that is gone. */
    static long residentMegabytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    >> 10;
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0;
        }
    }

    static List<String> arguments(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
            return List.of(line.split("\0"));
        } catch (IOException _) {
            return List.of();
        }
    }
}
