package io.meridian.cli.training;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Federated jobs at the hub. */
@Command(
        name = "job",
        description = "Submit, look at and cancel training jobs at the hub.",
        mixinStandardHelpOptions = true)
public final class JobCommand {
    @Command(name = "submit", description = "Submit a job file.", mixinStandardHelpOptions = true)
    void submit(
            @Mixin Connection connection,
            @Parameters(paramLabel = "JOB.yaml", description = "the job") Path file) {
        try {
            var yaml = Files.readAllBytes(file);
            Connection.print(connection.open().post("/api/v1/jobs", "application/yaml", yaml));
        } catch (IOException e) {
            throw new CommandException("the job file %s cannot be read".formatted(file), e);
        }
    }

    @Command(name = "list", description = "List jobs.", mixinStandardHelpOptions = true)
    void list(@Mixin Connection connection) {
        Connection.print(connection.open().get("/api/v1/jobs"));
    }

    @Command(name = "show", description = "Show one job.", mixinStandardHelpOptions = true)
    void show(
            @Mixin Connection connection,
            @Parameters(paramLabel = "ID", description = "id of the job") String id) {
        Connection.print(connection.open().get("/api/v1/jobs/" + ApiClient.encode(id)));
    }

    @Command(name = "cancel", description = "Cancel a job.", mixinStandardHelpOptions = true)
    void cancel(
            @Mixin Connection connection,
            @Parameters(paramLabel = "ID", description = "id of the job") String id) {
        Connection.print(
                connection
                        .open()
                        .post("/api/v1/jobs/" + ApiClient.encode(id) + "/cancel", Map.of()));
    }
}
