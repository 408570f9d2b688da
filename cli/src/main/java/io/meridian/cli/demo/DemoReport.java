package io.meridian.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --report FILE} holds: the figures of one demo, collected while it runs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
final class DemoReport {
    record Round(int round, int updates, double seconds) {}

    record Validation(
            double auc,
            double aucLow,
            double aucHigh,
            List<Double> localAuc,
            int n,
            String splitUnit) {}

    record Release(String digest, boolean signed) {}

    public int sites;
    public long instancesReceived;
    public long instancesQuarantined;
    public final List<String> datasetVersions = new ArrayList<>();
    public final List<Round> rounds = new ArrayList<>();
    public @Nullable Validation validation;
    public @Nullable Release release;
    public long results;
    public long resultsWhileHubDown;
    public long reviews;
    public double parityMaxAbs;
    public boolean lineageVerified;
    public double seconds;

    void write(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
}
