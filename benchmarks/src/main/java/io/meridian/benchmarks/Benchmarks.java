package io.meridian.benchmarks;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Harness;
import io.meridian.benchmarks.harness.Machine;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.Programs;
import io.meridian.benchmarks.harness.Progress;
import io.meridian.benchmarks.harness.Report;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.suite.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures Meridian beside its peers; see docs/benchmarks.md. */
public final class Benchmarks {
    private static final int WARM_UPS = 3;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Path root;
    private final Clock clock;

    Benchmarks(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Path root,
            Clock clock) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.root = root;
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        var root = Path.of(System.getProperty("meridian.root", ""));
        var benchmarks =
                new Benchmarks(
                        System.out,
                        System.err,
                        System.getenv(),
                        root.toAbsolutePath(),
                        Clock.systemUTC());
        System.exit(benchmarks.run(List.of(arguments)));
    }

    /** Yields the exit status: 0, 1 for a failure, 2 for a wrong command line. */
    int run(List<String> words) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words, Suite.all().stream().map(Benchmark::name).toList());
        } catch (IllegalArgumentException e) {
            err.println("meridian: " + e.getMessage());
            return 2;
        }
        if (arguments.help()) {
            help();
            return 0;
        }
        try {
            return measure(arguments);
        } catch (BenchmarkException e) {
            err.println("meridian: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            err.println("meridian: a file could not be read or written: " + e.getMessage());
        }
        return 1;
    }

    private int measure(Arguments arguments) throws IOException {
        var date = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
        var report = new Report(Machine.here(), date, arguments.repeats());
        report.heading().forEach(out::println);
        var harness = new Harness(WARM_UPS, arguments.repeats(), new Progress(err));
        for (Benchmark benchmark : Suite.all()) {
            if (arguments.wants(benchmark.name())) {
                out.printf("%n%s: %s%n", benchmark.name(), benchmark.summary());
                Path work = Files.createTempDirectory("meridian-benchmark-");
                try {
                    measure(benchmark, setting(work), harness, report);
                } finally {
                    delete(work);
                }
            }
        }
        write(report, arguments.json());
        boolean required = "1".equals(environment.get("MERIDIAN_REQUIRE_PEERS"));
        return required && report.hasSkipped() ? 1 : 0;
    }

    private void measure(Benchmark benchmark, Setting setting, Harness harness, Report report)
            throws IOException {
        switch (benchmark.peer(setting)) {
            case Peer.Missing missing -> {
                report.skip(benchmark.name(), missing);
                out.printf(
                        "  skipped: the peer %s is missing; %s%n",
                        missing.name(), missing.remedy());
            }
            case Peer.Found peer -> {
                out.printf("  peer: %s %s%n", peer.name(), peer.version());
                try (var trial = benchmark.open(setting)) {
                    trial.notes().forEach(note -> out.println("  note: " + note));
                    for (Case one : trial.cases()) {
                        var result = harness.compare(one);
                        report.add(benchmark.name(), peer, result).forEach(out::println);
                        out.flush();
                    }
                }
            }
        }
    }

    private Setting setting(Path work) {
        String configured = environment.get("MERIDIAN_DATA");
        Path data = configured == null ? root.resolve("../shared/data") : Path.of(configured);
        return new Setting(
                work, data.normalize(), Programs.of(environment, root), Setting.Size.FULL);
    }

    private void write(Report report, @Nullable Path json) throws IOException {
        if (json != null) {
            Files.writeString(json, report.toJson());
            out.printf("%nwritten to %s%n", json);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void help() {
        out.println("Usage: ./meridian benchmark [NAME...] [--repeats N] [--json FILE]");
        out.println();
        out.println("Measures Meridian beside named peers and tells the ratio with its spread.");
        out.println("Without a name all run. A benchmark whose peer is missing is skipped aloud.");
        out.println();
        for (Benchmark benchmark : Suite.all()) {
            out.printf("  %-16s %s%n", benchmark.name(), benchmark.summary());
        }
        out.println();
        out.printf(
                "  --repeats N      pairs of runs that count, after %d that do not; %d if not given%n",
                WARM_UPS, Arguments.DEFAULT_REPEATS);
        out.println("  --json FILE      also writes the results, each run's seconds included");
        out.println();
        out.println("Python peers are looked for in MERIDIAN_PYTHON, else in .venv at the root;");
        out.println("real data in MERIDIAN_DATA, else in ../shared/data. See docs/benchmarks.md.");
    }
}
