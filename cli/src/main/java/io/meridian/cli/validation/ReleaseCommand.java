package io.meridian.cli.validation;

import io.meridian.cli.api.Connection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Releases: what passed the gate, signed, on its way to the edges. */
@Command(
        name = "release",
        description = "Release a package whose report passed the gate; list releases.",
        mixinStandardHelpOptions = true)
public final class ReleaseCommand {
    @Command(name = "create", description = "Create and roll out.", mixinStandardHelpOptions = true)
    void create(
            @Mixin Connection connection,
            @Option(names = "--package", required = true, description = "digest of the package")
                    String candidate,
            @Option(names = "--report", required = true, description = "digest of its report")
                    String report,
            @Option(
                            names = "--channel",
                            defaultValue = "clinical",
                            description = "research, shadow, trial or clinical; default: clinical")
                    String channel,
            @Option(names = "--lease-days", defaultValue = "90", description = "default: 90")
                    int leaseDays) {
        Connection.print(
                connection
                        .open()
                        .post(
                                "/api/v1/releases",
                                Map.of(
                                        "package", candidate,
                                        "report", report,
                                        "channel", channel,
                                        "leaseDays", leaseDays)));
    }

    @Command(name = "list", description = "List releases.", mixinStandardHelpOptions = true)
    void list(@Mixin Connection connection) {
        Connection.print(connection.open().get("/api/v1/releases"));
    }
}
