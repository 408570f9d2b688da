package io.meridian.cli.site;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.Credentials;
import io.meridian.cli.process.PlatformProcess;
import io.meridian.cli.process.PlatformProcess.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hub's or an edge's home folder as it was just made, with its accounts; their passwords are
 * known only now.
 *
 * @param passwords by account name
 */
public record Home(Path folder, Launch start, Map<String, String> passwords) {
    private static final List<String> SMALL_JVM =
            List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    public Home {
        passwords = Map.copyOf(passwords);
    }

    /** Makes a hub's home: keys, authority, gate policy, an account. */
    public static Home ofHub(Path folder, String name, List<String> options) {
        var arguments =
                new java.util.ArrayList<>(List.of("--home", folder.toString(), "--name", name));
        arguments.addAll(options);
        return new Home(
                folder, hub(folder), init("hub init", "hub", "io.meridian.hub.HubInit", arguments));
    }

    /** Makes an edge's home: keys, configuration, admission policy, accounts. */
    public static Home ofEdge(Path folder, String site, List<String> options) {
        var arguments =
                new java.util.ArrayList<>(List.of("--home", folder.toString(), "--site", site));
        arguments.addAll(options);
        return new Home(
                folder,
                edge(folder),
                init("edge init", "edge", "io.meridian.edge.EdgeInit", arguments));
    }

    /** Exchanges a token for the certificate of an edge. */
    public static void enrol(Path folder, String token) {
        PlatformProcess.run(
                new Launch(
                        "edge enrol",
                        "edge",
                        "io.meridian.edge.EdgeEnrol",
                        SMALL_JVM,
                        List.of("--home", folder.toString())),
                token);
    }

    /** How a hub is started on its home. */
    public static Launch hub(Path folder) {
        return new Launch(
                "hub",
                "hub",
                "io.meridian.hub.Hub",
                List.of(
                        "-Xmx320m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:MaxMetaspaceSize=256m",
                        // Each sync of the disk holds a carrier; two cores alone would give two.
                        "-Djdk.virtualThreadScheduler.parallelism=8",
                        // A core dump would hold keys and sessions.
                        "-XX:-CreateCoredumpOnCrash",
                        "--enable-native-access=ALL-UNNAMED"),
                List.of("--home", folder.toString()));
    }

    /** How an edge is started on its home: its supervisor, which starts the rest. */
    public static Launch edge(Path folder) {
        return new Launch(
                "edge",
                "edge",
                "io.meridian.edge.supervisor.Supervisor",
                List.of("-Xmx24m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("--home", folder.toString()));
    }

    public PlatformProcess start(Path errorLog, Duration patience) {
        return PlatformProcess.start(start, errorLog, patience);
    }

    public Credentials account(String name) {
        var password = passwords.get(name);
        if (password == null) {
            throw new CommandException("%s has no account %s".formatted(folder, name));
        }
        return new Credentials(name, password);
    }

    private static Map<String, String> init(
            String what, String module, String mainClass, List<String> arguments) {
        var output =
                PlatformProcess.run(new Launch(what, module, mainClass, SMALL_JVM, arguments), "");
        var passwords = new LinkedHashMap<String, String>();
        try {
            new JsonMapper()
                    .readTree(output)
                    .properties()
                    .forEach(each -> passwords.put(each.getKey(), each.getValue().asString()));
        } catch (JacksonException e) {
            throw new CommandException(what + " did not answer with its accounts", e);
        }
        return passwords;
    }
}
