package io.meridian.cli.api;

import io.meridian.cli.CommandException;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options by which a command finds and enters a hub or an edge; shared by many commands. */
public final class Connection {
    @Option(
            names = "--server",
            defaultValue = "${env:MERIDIAN_SERVER}",
            description =
                    "address of the hub or edge, for instance http://127.0.0.1:8080 (or MERIDIAN_SERVER)")
    private @Nullable URI server;

    @Option(
            names = "--user",
            defaultValue = "${env:MERIDIAN_USER}",
            description = "account name (or MERIDIAN_USER)")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            defaultValue = "${env:MERIDIAN_PASSWORD_FILE}",
            description =
                    "file that holds the password (or MERIDIAN_PASSWORD_FILE); without it you are asked")
    private @Nullable Path passwordFile;

    public ApiClient open() {
        if (server == null) {
            throw new CommandException("no server is named; give --server URL or MERIDIAN_SERVER");
        }
        if (user == null || user.isBlank()) {
            throw new CommandException("no account is named; give --user NAME or MERIDIAN_USER");
        }
        return ApiClient.login(server, new Credentials(user, password()));
    }

    /** Prints an answer for people and programs alike. */
    public static void print(JsonNode answer) {
        System.out.println(
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    }

    private String password() {
        if (passwordFile != null) {
            try {
                return Files.readString(passwordFile).strip();
            } catch (IOException e) {
                throw new CommandException(
                        "the password file %s cannot be read".formatted(passwordFile), e);
            }
        }
        var typed =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .map(console -> console.readPassword("Password of %s: ", user))
                        .orElseThrow(() ->
                                new CommandException(
                                        "no password: give --password-file FILE (there is no terminal to ask at)"));
        return new String(typed);
    }
}
