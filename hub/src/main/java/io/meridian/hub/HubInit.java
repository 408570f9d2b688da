package io.meridian.hub;

import io.meridian.application.ApplicationException;
import io.meridian.application.account.Accounts;
import io.meridian.application.database.Database;
import io.meridian.hub.account.Role;
import io.meridian.hub.home.Home;
import io.meridian.hub.home.HubException;
import io.meridian.hub.home.HubKeys;
import io.meridian.validation.gate.ReleaseGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Makes a hub's home: folders, keys, its own authority, {@code hub.yaml}, {@code gate.yaml} and the
 * first account.
 *
 * <p>Arguments: {@code --home DIR [--name TEXT] [--http-port N] [--https-port N] [--grpc-port N]
 * [--edge-address ADDRESS] [--host NAME]... [--admin-password-file FILE]}. Prints one JSON line
 * with the password of {@code admin}, which is stored nowhere else.
 */
public final class HubInit {
    private HubInit() {}

    /**
     * What a home is made with.
     *
     * @param edgeAddress on which the edges' ports listen
     * @param hosts under which edges reach the hub
     * @param password of the first account; empty for a generated one
     */
    public record Request(
            Path home,
            String name,
            int httpPort,
            int httpsPort,
            int grpcPort,
            String edgeAddress,
            List<String> hosts,
            String password) {
        public Request {
            hosts = List.copyOf(hosts);
        }

        /** Free ports, loopback only. */
        public static Request of(Path home, String name) {
            return new Request(home, name, 0, 0, 0, "127.0.0.1", List.of("127.0.0.1"), "");
        }
    }

    /** Makes the home and returns user names with their passwords. */
    public static Map<String, String> create(Request request) {
        var home = new Home(request.home());
        if (Files.exists(home.configuration())) {
            throw new HubException("the home has a hub.yaml already; choose another folder");
        }
        home.create();
        var clock = Clock.systemUTC();
        HubKeys.open(home, clock);
        var password = request.password().isEmpty() ? Accounts.freshPassword() : request.password();
        try (var database = new Database(home.database(), "migrations/hub")) {
            new Accounts(database, clock, Role::valueOf)
                    .put("admin", password, List.of(Role.ADMIN));
        }
        try {
            Files.writeString(home.gate(), ReleaseGate.DEFAULT_POLICY);
            // Last: a home with hub.yaml is whole.
            Files.writeString(home.configuration(), configuration(request));
        } catch (IOException e) {
            throw new UncheckedIOException("the home cannot be written", e);
        }
        return Map.of("admin", password);
    }

    private static String configuration(Request request) {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", request.name());
        values.put("httpPort", request.httpPort());
        values.put("httpsPort", request.httpsPort());
        values.put("grpcPort", request.grpcPort());
        values.put("edgeAddress", request.edgeAddress());
        values.put("hosts", request.hosts());
        return new YAMLMapper().writeValueAsString(values);
    }

    @SuppressWarnings("SystemOut") // the answer to whoever started this process
    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "quiet-logback.xml");
        try {
            System.out.println(JsonMapper.shared().writeValueAsString(create(read(arguments))));
        } catch (ApplicationException | UncheckedIOException e) {
            System.err.println("hub init: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Request read(String[] arguments) {
        var options = new LinkedHashMap<String, String>();
        var hosts = new java.util.ArrayList<String>();
        for (var at = 0; at < arguments.length; at += 2) {
            if (at + 1 >= arguments.length) {
                throw new HubException("the option %s needs a value".formatted(arguments[at]));
            }
            if (arguments[at].equals("--host")) {
                hosts.add(arguments[at + 1]);
            } else {
                options.put(arguments[at], arguments[at + 1]);
            }
        }
        var folder = options.remove("--home");
        if (folder == null) {
            throw new HubException("--home DIR is needed");
        }
        var request =
                new Request(
                        Path.of(folder),
                        take(options, "--name", "Meridian hub"),
                        port(options, "--http-port"),
                        port(options, "--https-port"),
                        port(options, "--grpc-port"),
                        take(options, "--edge-address", "127.0.0.1"),
                        hosts.isEmpty() ? List.of("127.0.0.1") : hosts,
                        password(take(options, "--admin-password-file", "")));
        if (!options.isEmpty()) {
            throw new HubException("unknown option " + options.keySet().iterator().next());
        }
        return request;
    }

    private static String take(Map<String, String> options, String name, String otherwise) {
        var value = options.remove(name);
        return value == null ? otherwise : value;
    }

    private static int port(Map<String, String> options, String name) {
        var text = take(options, name, "0");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new HubException("%s must be a port from 0 to 65535".formatted(name));
        }
        return Integer.parseInt(text);
    }

    private static String password(String file) {
        if (file.isEmpty()) {
            return "";
        }
        try {
            var text = Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
            if (text.length() < 12) {
                throw new HubException("the admin's password must have 12 characters or more");
            }
            return text;
        } catch (IOException e) {
            throw new HubException("the password file cannot be read: " + file, e);
        }
    }
}
