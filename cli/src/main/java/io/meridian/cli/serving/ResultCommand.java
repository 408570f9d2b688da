package io.meridian.cli.serving;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.Connection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Results at an edge, and a doctor's word on them. */
@Command(
        name = "result",
        description = "List studies with their results at an edge; review one.",
        mixinStandardHelpOptions = true)
public final class ResultCommand {
    @Command(name = "list", description = "Recent studies.", mixinStandardHelpOptions = true)
    void list(
            @Mixin Connection connection,
            @Option(names = "--limit", defaultValue = "20", description = "default: 20")
                    int limit) {
        Connection.print(connection.open().get("/api/v1/studies?limit=" + limit));
    }

    @Command(
            name = "review",
            description = "Agree with or correct a result.",
            mixinStandardHelpOptions = true)
    void review(
            @Mixin Connection connection,
            @Parameters(paramLabel = "RESULT", description = "id of the result") String result,
            @Option(names = "--verdict", required = true, description = "agree or correct")
                    String verdict,
            @Option(names = "--finding", defaultValue = "", description = "the reader's finding")
                    String finding,
            @Option(names = "--comment", defaultValue = "", description = "stays at the edge")
                    String comment) {
        Connection.print(
                connection
                        .open()
                        .post(
                                "/api/v1/results/" + ApiClient.encode(result) + "/review",
                                Map.of(
                                        "verdict", verdict,
                                        "finding", finding,
                                        "comment", comment)));
    }
}
