package io.meridian.cli.governance;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases a person from an edge. */
@Command(
        name = "subject",
        description = "Erase a person from a hospital's edge.",
        mixinStandardHelpOptions = true)
public final class SubjectCommand {
    private static final int MOST = 1_024;

    @Command(
            name = "erase",
            description =
                    "Destroy the keys of a person's data, for ever. The patient number is read from standard input or a file, since process arguments can be seen by others.",
            mixinStandardHelpOptions = true)
    void erase(
            @Option(
                            names = "--patient-id-file",
                            paramLabel = "FILE",
                            description = "holds the patient number; default: standard input")
                    @Nullable Path file,
            @Option(
                            names = "--issuer",
                            description = "who issued the number; default: the hospital itself")
                    @Nullable String issuer,
            @Option(
                            names = "--reason",
                            required = true,
                            description = "kept in the journal; must not name the person")
                    String reason,
            @Mixin Connection connection) {
        var request = new LinkedHashMap<String, String>();
        request.put("patientId", number(file));
        request.put("reason", reason);
        if (issuer != null) {
            request.put("issuer", issuer);
        }
        var _ = connection.open().post("/api/v1/subjects/erasure", request);
        System.out.println("Erased. Freeze the data sets anew that held the person.");
    }

    private static String number(@Nullable Path file) {
        try (var in = file == null ? System.in : Files.newInputStream(file)) {
            var number = new String(in.readNBytes(MOST), StandardCharsets.UTF_8).strip();
            if (number.isEmpty()) {
                throw new CommandException(
                        "no patient number: send it to standard input or give --patient-id-file");
            }
            return number;
        } catch (IOException e) {
            throw new CommandException("the patient number cannot be read", e);
        }
    }
}
