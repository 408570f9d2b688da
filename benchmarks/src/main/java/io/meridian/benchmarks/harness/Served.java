package io.meridian.benchmarks.harness;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A process that works once for each line that it is sent and answers with its seconds. */
final class Served implements Closeable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private final Path log;

    Served(List<String> command, Path log) throws IOException {
        this.log = log;
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("PYTHONWARNINGS", "ignore");
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
    }

    double seconds() throws IOException {
        Memory.forgetPeak(process.pid());
        requests.write("work\n");
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            String said = Files.exists(log) ? Files.readString(log) : "";
            throw new BenchmarkException(
                    "the process ended: "
                            + said.substring(Math.max(0, said.length() - 600)).strip());
        }
        return Double.parseDouble(answer);
    }

    OptionalLong peakBytes() {
        return Memory.peak(process.pid());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
