package io.meridian.runtime.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to start a worker.
 *
 * @param command program and arguments
 * @param environment added to this process's own
 * @param log where its standard error goes, appended
 * @param patience how long it may take until it is ready
 */
public record WorkerCommand(
        List<String> command, Map<String, String> environment, Path log, Duration patience) {
    private static final String MAIN = "io.meridian.training.Worker";

    public WorkerCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * The Java worker with LibTorch.
     *
     * @param java the {@code java} program
     * @param classPath of the module {@code training}
     * @param heapMegabytes the Java heap's limit; tensors live outside it
     * @param threads that it computes with
     */
    public static WorkerCommand java(
            Path java, String classPath, int heapMegabytes, int threads, Path log) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("-Xmx%dm".formatted(heapMegabytes));
        command.add("-XX:+UseSerialGC");
        command.add("-XX:MaxMetaspaceSize=128m");
        // A core holds training data; what a crash says goes beside the log.
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + log.resolveSibling("hs_err_%p.log").toAbsolutePath());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(classPath);
        command.add(MAIN);
        command.add("--threads=" + threads);
        // OpenMP's pool has as many threads as are used, and they sleep between operations.
        Map<String, String> environment =
                Map.of("OMP_NUM_THREADS", String.valueOf(threads), "OMP_WAIT_POLICY", "PASSIVE");
        return new WorkerCommand(command, environment, log, Duration.ofSeconds(60));
    }
}
