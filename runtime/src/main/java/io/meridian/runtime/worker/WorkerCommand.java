package io.meridian.runtime.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a worker.
 *
 * @param command program and arguments
 * @param log where its standard error goes, appended
 * @param patience how long it may take until it is ready
 */
public record WorkerCommand(List<String> command, Path log, Duration patience) {
    private static final String MAIN = "io.meridian.training.Worker";

    public WorkerCommand {
        command = List.copyOf(command);
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
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(classPath);
        command.add(MAIN);
        command.add("--threads=" + threads);
        return new WorkerCommand(command, log, Duration.ofSeconds(60));
    }
}
