package io.meridian.cli.validation;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.Connection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Validates a package over the sites' data-set versions and waits for the report. */
@Command(
        name = "validate",
        description = "Validate a package on the sites' held-out images; waits for the report.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Runnable {
    private static final long POLL_MILLIS = 1_000;

    @Mixin private final Connection connection = new Connection();

    @Parameters(paramLabel = "PACKAGE", description = "digest of the package")
    private String candidate = "";

    @Option(names = "--dataset", required = true, description = "name of the data set")
    private String dataset = "";

    @Option(
            names = "--compare",
            paramLabel = "NAME=DIGEST",
            description = "other packages to compare with; may be repeated")
    private Map<String, String> compare = Map.of();

    @Override
    public void run() {
        var hub = connection.open();
        var others =
                compare.entrySet().stream()
                        .map(other -> Map.of("name", other.getKey(), "package", other.getValue()))
                        .toList();
        var id = start(hub, candidate, dataset, others);
        System.err.println("Validation " + id + " is running at the sites …");
        while (true) {
            var seen = hub.get("/api/v1/validations/" + ApiClient.encode(id));
            if (!seen.path("state").asString().equals("running")) {
                Connection.print(seen);
                return;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException("interrupted while waiting for validation " + id, e);
            }
        }
    }

    /** Asks the hub for a validation and returns its id. */
    public static String start(
            ApiClient hub, String candidate, String dataset, List<Map<String, String>> compare) {
        return hub.post(
                        "/api/v1/validations",
                        Map.of("package", candidate, "dataset", dataset, "compare", compare))
                .path("id")
                .asString();
    }
}
