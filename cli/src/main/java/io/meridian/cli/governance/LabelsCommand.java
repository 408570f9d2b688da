package io.meridian.cli.governance;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings labels to an edge. */
@Command(
        name = "labels",
        description =
                "Bring labels to an edge: a CSV file with the columns SOPInstanceUID,label[,split].",
        mixinStandardHelpOptions = true)
public final class LabelsCommand implements Runnable {
    @Mixin private final Connection connection = new Connection();

    @Parameters(paramLabel = "FILE", description = "the CSV file")
    private Path file = Path.of("");

    @Override
    public void run() {
        try {
            var csv = Files.readAllBytes(file);
            Connection.print(connection.open().post("/api/v1/labels", "text/csv", csv));
        } catch (IOException e) {
            throw new CommandException("the label file %s cannot be read".formatted(file), e);
        }
    }
}
