package io.meridian.edge.supervisor;

import io.meridian.application.process.StdinWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * The parent of an edge's processes: the edge and its inference process, restarted with backoff
 * when they end, ended with the supervisor.
 *
 * <p>An edge that cannot start at all, because a port is in use or its configuration does not hold,
 * ends the supervisor with exit code 1 and one sentence.
 *
 * <p>Arguments: {@code --home DIR}; system property {@code meridian.root} names the repository's
 * root, where the modules' class paths are. Prints the edge's ready line when the edge is first
 * ready. Loads nothing but the JDK: {@code -Xmx24m -Xss256k -XX:+UseSerialGC} is enough.
 */
public final class Supervisor {
    /**
     * How the edge ends when starting it again cannot help: a port in use, a configuration that
     * does not hold. The value is sysexits' EX_CONFIG.
     */
    public static final int CANNOT_START = 78;

    private static final long GRACE_MILLIS = 8_000;
    private static final Pattern INFERENCE_THREADS =
            Pattern.compile("(?m)^inference:\\s*threads:\\s*(\\d{1,3})");
    private static final Pattern HTTP_PORT = Pattern.compile("\"http\"\\s*:\\s*(\\d{1,5})");
    static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xss512k",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    /**
     * Of the edge's Java machine. In this heap an object of 48 MiB is received and a radiograph of
     * 15 million pixels is worked on. A sync to disk holds a virtual thread's carrier; eight may
     * wait at once.
     */
    static final List<String> EDGE_OPTIONS =
            List.of(
                    "-Xmx384m",
                    "-XX:TieredStopAtLevel=1",
                    "-Djdk.virtualThreadScheduler.parallelism=8");

    private final Path home;
    private final Path root;
    private final String token;
    private final Child edge;
    private final Child inference;
    private final AtomicBoolean announced = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status;

    private Supervisor(Path home, Path root, String threads) throws IOException {
        this.home = home;
        this.root = root;
        var secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        token = HexFormat.of().formatHex(secret);
        var logs = Files.createDirectories(home.resolve("logs"));
        edge =
                new Child(
                        "edge",
                        java(
                                "edge",
                                "io.meridian.edge.Edge",
                                EDGE_OPTIONS,
                                List.of("--home", home.toString())),
                        Map.of(),
                        logs,
                        this::edgeReady,
                        this::edgeAgain);
        inference =
                new Child(
                        "inference",
                        java(
                                "serving",
                                "io.meridian.serving.Inference",
                                // ONNX Runtime overruns a stack of 1 MiB, and then the process ends
                                List.of("-Xmx128m", "-Xss8m", "-XX:TieredStopAtLevel=1"),
                                List.of("--port", "0", "--threads", threads)),
                        Map.of("MERIDIAN_INFERENCE_TOKEN", token),
                        logs,
                        this::inferenceReady,
                        _ -> true);
    }

    private List<String> java(
            String module, String main, List<String> options, List<String> arguments)
            throws IOException {
        var target = root.resolve(module).resolve("target");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        // A core holds patients' images; what a crash says goes where the logs are.
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + home.resolve("logs").resolve("hs_err_%p.log"));
        command.addAll(options);
        command.add("-Dmeridian.root=" + root);
        command.add("-cp");
        command.add(
                target.resolve("classes")
                        + ":"
                        + Files.readString(target.resolve("classpath")).strip());
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    private void edgeReady(String line) {
        if (announced.compareAndSet(false, true)) {
            System.out.println(line);
        }
    }

    /** An edge that ran once is started again whatever happens. */
    private boolean edgeAgain(int code) {
        if (code != CANNOT_START || announced.get()) {
            return true;
        }
        System.err.println(edge.lastWords());
        status = 1;
        over.countDown();
        return false;
    }

    /** Tells the edge where inference is now: a file that only its owner reads. */
    private void inferenceReady(String line) {
        var port = HTTP_PORT.matcher(line);
        if (!port.find()) {
            Child.complain("the inference process names no port");
            return;
        }
        try {
            var keys = Files.createDirectories(home.resolve("keys"));
            var part = keys.resolve("inference.json.part");
            Files.deleteIfExists(part);
            Files.createFile(
                    part,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    part,
                    "{\"port\":%s,\"token\":\"%s\"}".formatted(port.group(1), token),
                    StandardCharsets.UTF_8);
            Files.move(part, keys.resolve("inference.json"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Child.complain("the inference process' port cannot be written");
        }
    }

    private void run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        StdinWatch.onEnd(over::countDown);
        Thread.ofPlatform().daemon().name("inference").start(inference::keepAlive);
        Thread.ofPlatform().daemon().name("edge").start(edge::keepAlive);
        over.await();
        System.exit(status);
    }

    private void end() {
        var first = Thread.ofPlatform().start(() -> inference.end(GRACE_MILLIS));
        edge.end(GRACE_MILLIS);
        try {
            first.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var root = System.getProperty("meridian.root");
        Path home = null;
        for (var at = 0; at + 1 < arguments.length; at += 2) {
            home =
                    arguments[at].equals("--home")
                            ? Path.of(arguments[at + 1]).toAbsolutePath()
                            : null;
        }
        if (home == null || root == null || !Files.isRegularFile(home.resolve("edge.yaml"))) {
            Child.complain(
                    "usage: java -Dmeridian.root=DIR Supervisor --home DIR, where DIR has an edge.yaml");
            System.exit(2);
            return;
        }
        try {
            new Supervisor(
                            home,
                            Path.of(root),
                            inferenceThreads(Files.readString(home.resolve("edge.yaml"))))
                    .run();
        } catch (IOException e) {
            Child.complain("a module is not built: target/classpath is missing; run ./meridian");
            System.exit(1);
        }
    }

    /**
     * {@code inference.threads} of edge.yaml, as its writer lays it out; 1 where it says nothing.
     */
    static String inferenceThreads(String configuration) {
        var found = INFERENCE_THREADS.matcher(configuration);
        return found.find() ? found.group(1) : "1";
    }
}
