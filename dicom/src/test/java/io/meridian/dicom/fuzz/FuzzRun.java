package io.meridian.dicom.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One target under Jazzer, in a JVM of its own with little memory. Inputs that reach new code are
 * kept in the folder {@code corpus}, so that a later run begins with them.
 *
 * @param folder where the corpus and the log lie
 * @param findings where inputs that broke a bound are kept
 * @param options more of Jazzer's
 */
record FuzzRun(FuzzTarget target, Path folder, Path findings, int seconds, List<String> options) {
    FuzzRun {
        options = List.copyOf(options);
    }

    private static final Pattern DONE = Pattern.compile("stat::number_of_executed_units: (\\d+)");

    /** No input may take longer; a busy machine counts too, so this is far above what is usual. */
    private static final int SECONDS_AN_INPUT = 10;

    private static final int MAXIMUM_INPUT = 65_536;
    private static final String HEAP = "-Xmx256m";

    /**
     * How it ended.
     *
     * @param inputs how many were tried
     * @param findings inputs that broke a bound
     */
    record Outcome(int exit, long inputs, List<Path> findings, String log) {
        /** The end of the log without its notes. */
        String reason() {
            var told =
                    log.lines()
                            .filter(line -> !line.startsWith("INFO: ") && !line.startsWith("\""))
                            .toList();
            return String.join("\n", told.subList(Math.max(0, told.size() - 80), told.size()));
        }
    }

    Outcome run() throws IOException, InterruptedException {
        var corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.createDirectories(findings);
        var before = list(findings);
        var number = 0;
        for (var seed : target.seeds()) {
            Files.write(corpus.resolve("seed-%03d".formatted(number++)), seed);
        }
        for (var seed : target.realSeeds()) {
            Files.write(corpus.resolve("real-%03d".formatted(number++)), seed);
        }
        var log = folder.resolve("log.txt");
        var process =
                new ProcessBuilder(command(corpus))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            var limit = seconds + 120L;
            if (!process.waitFor(limit, TimeUnit.SECONDS)) {
                throw new IOException("the run of " + target.name() + " does not end");
            }
        } finally {
            process.destroyForcibly();
        }
        var text = Files.readString(log, StandardCharsets.ISO_8859_1);
        var done = DONE.matcher(text);
        var inputs = done.find() ? Long.parseLong(done.group(1)) : 0;
        var found = new ArrayList<>(list(findings));
        found.removeAll(before);
        return new Outcome(process.exitValue(), inputs, found, text);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.filter(path -> !path.toString().endsWith(".java")).sorted().toList();
        }
    }

    private List<String> command(Path corpus) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.add(HEAP);
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Djava.awt.headless=true");
        command.add("-cp");
        command.add(absolute(System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + Probe.class.getName());
        command.add("--target_args=" + target.name());
        command.add("--instrumentation_includes=io.meridian.dicom.**");
        command.add("--reproducer_path=" + folder);
        command.add("-artifact_prefix=" + findings + "/");
        command.add("-max_total_time=" + seconds);
        command.add("-timeout=" + SECONDS_AN_INPUT);
        command.add("-rss_limit_mb=2048");
        command.add("-max_len=" + MAXIMUM_INPUT);
        command.add("-print_final_stats=1");
        command.addAll(options);
        command.add(corpus.toString());
        return command;
    }

    private static String absolute(String classPath) {
        var parts = new ArrayList<String>();
        for (var part : classPath.split(java.io.File.pathSeparator, -1)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, parts);
    }
}
