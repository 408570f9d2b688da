package io.meridian.cli.governance;

import io.meridian.cli.api.Connection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Data-set versions: freeze one at an edge; list those of an edge or, as commitments, of a hub. */
@Command(
        name = "dataset",
        description = "Freeze a data-set version at an edge; list versions at an edge or hub.",
        mixinStandardHelpOptions = true)
public final class DatasetCommand {
    @Command(
            name = "freeze",
            description = "Freeze what the catalog holds now into an immutable version.",
            mixinStandardHelpOptions = true)
    void freeze(
            @Mixin Connection connection,
            @Option(names = "--name", required = true, description = "name of the data set")
                    String name,
            @Option(
                            names = "--legal-basis",
                            required = true,
                            description = "digest of the legal basis")
                    String legalBasis,
            @Option(
                            names = "--purpose",
                            defaultValue = "training",
                            description = "default: training")
                    String purpose,
            @Option(
                            names = "--split-unit",
                            defaultValue = "subject",
                            description = "subject or image; default: subject")
                    String splitUnit) {
        Connection.print(
                connection
                        .open()
                        .post(
                                "/api/v1/datasets",
                                Map.of(
                                        "name", name,
                                        "legalBasis", legalBasis,
                                        "purpose", purpose,
                                        "splitUnit", splitUnit)));
    }

    @Command(name = "list", description = "List versions.", mixinStandardHelpOptions = true)
    void list(@Mixin Connection connection) {
        Connection.print(connection.open().get("/api/v1/datasets"));
    }
}
