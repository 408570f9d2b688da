package io.meridian.cli.serving;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where something came from, every step verified. */
@Command(
        name = "lineage",
        description = "Print where a record came from, every step verified.",
        mixinStandardHelpOptions = true)
public final class LineageCommand implements Runnable {
    @Mixin private final Connection connection = new Connection();

    @Parameters(
            paramLabel = "REFERENCE",
            description = "a manifest's digest, or a journal entry's reference")
    private String reference = "";

    @Override
    public void run() {
        var answer =
                connection.open().get("/api/v1/lineage?reference=" + ApiClient.encode(reference));
        LineageTree.of(answer).print(System.out::println);
    }
}
