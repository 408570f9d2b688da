package io.meridian.edge;

import io.meridian.application.ApplicationException;
import io.meridian.application.account.Accounts;
import io.meridian.application.database.Database;
import io.meridian.edge.account.Role;
import io.meridian.edge.home.AdmissionTemplate;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.network.NetworkException;
import io.meridian.network.policy.AdmissionPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Makes an edge's home: folders, keys, {@code edge.yaml}, {@code policy.yaml} and one account for
 * each role.
 *
 * <p>Arguments: {@code --home DIR --site NAME [--title TEXT] [--http-port N] [--dicom-port N]
 * [--ae-title AE] [--accept AE@ADDRESS]... [--pacs AE@HOST:PORT] [--quiet-millis N]
 * [--inference-threads N] [--worker-threads N] [--admit-jobs PATTERN]... [--admit-networks
 * PATTERN]... [--admit-datasets PATTERN]... [--max-epochs N] [--admit-channels CHANNEL]...
 * [--case-score-agreement NAME]}; without an option to admit, nothing is admitted. Prints one JSON
 * line with the generated passwords, which are stored nowhere else.
 */
public final class EdgeInit {
    private static final List<String> REPEATED =
            List.of(
                    "--accept",
                    "--admit-jobs",
                    "--admit-networks",
                    "--admit-datasets",
                    "--admit-channels");

    private EdgeInit() {}

    /** What a home is made with. */
    public record Request(
            Path home,
            String site,
            String title,
            int httpPort,
            int dicomPort,
            String aeTitle,
            List<String> accept,
            String pacs,
            long quietMillis,
            int inferenceThreads,
            int workerThreads,
            AdmissionTemplate admits) {
        public Request {
            accept = List.copyOf(accept);
        }

        /** A site with free ports on loopback that accepts nobody and admits nothing yet. */
        public static Request of(Path home, String site) {
            return new Request(
                    home,
                    site,
                    site,
                    0,
                    0,
                    "MERIDIAN",
                    List.of(),
                    "",
                    5_000,
                    1,
                    1,
                    AdmissionTemplate.nothing());
        }

        /** The same, admitting this of what a hub asks. */
        public Request admitting(AdmissionTemplate what) {
            return new Request(
                    home,
                    site,
                    title,
                    httpPort,
                    dicomPort,
                    aeTitle,
                    accept,
                    pacs,
                    quietMillis,
                    inferenceThreads,
                    workerThreads,
                    what);
        }
    }

    /**
     * Makes the home.
     *
     * @return user names and their generated passwords
     */
    public static Map<String, String> create(Request request) {
        var home = new Home(request.home());
        if (Files.exists(home.configuration())) {
            throw new EdgeException("the home has an edge.yaml already; choose another folder");
        }
        var policy = policy(request);
        home.create();
        ZoneKeys.open(home);
        try {
            write(home.policy(), policy);
            write(
                    home.configuration(),
                    YAMLMapper.shared().writeValueAsString(configuration(request)));
        } catch (IOException e) {
            throw new EdgeException("the home cannot be written", e);
        }
        EdgeConfiguration.read(home);
        var passwords = new LinkedHashMap<String, String>();
        try (var database = new Database(home.edgeDatabase(), "migrations/edge")) {
            var accounts = new Accounts(database, Clock.systemUTC(), Role::valueOf);
            for (var role : Role.values()) {
                var password = Accounts.freshPassword();
                accounts.put(role.word(), password, List.of(role));
                passwords.put(role.word(), password);
            }
        }
        return passwords;
    }

    private static ObjectNode configuration(Request request) {
        var root = JsonMapper.shared().createObjectNode();
        root.put("site", request.site());
        root.put("title", request.title());
        root.put("httpAddress", "127.0.0.1");
        root.put("httpPort", request.httpPort());
        var dicom = root.putObject("dicom");
        dicom.put("address", "127.0.0.1");
        dicom.put("port", request.dicomPort());
        dicom.put("aeTitle", request.aeTitle());
        var accept = dicom.putArray("accept");
        for (var peer : request.accept()) {
            var at = peer.lastIndexOf('@');
            if (at < 1) {
                throw new EdgeException("--accept must be AE@ADDRESS");
            }
            accept.addObject()
                    .put("aeTitle", peer.substring(0, at))
                    .put("address", peer.substring(at + 1));
        }
        if (!request.pacs().isEmpty()) {
            var at = request.pacs().indexOf('@');
            var colon = request.pacs().lastIndexOf(':');
            if (at < 1 || colon < at) {
                throw new EdgeException("--pacs must be AE@HOST:PORT");
            }
            root.putObject("pacs")
                    .put("aeTitle", request.pacs().substring(0, at))
                    .put("host", request.pacs().substring(at + 1, colon))
                    .put("port", number("--pacs", request.pacs().substring(colon + 1)));
        }
        root.put("quietPeriodMillis", request.quietMillis());
        root.putObject("inference").put("threads", request.inferenceThreads());
        root.putObject("worker").put("threads", request.workerThreads());
        root.put("labelUnit", "image");
        return root;
    }

    private static String policy(Request request) {
        var text = request.admits().yaml(request.site());
        try {
            AdmissionPolicy.parse(text);
        } catch (NetworkException e) {
            throw new EdgeException(String.valueOf(e.getMessage()), e);
        }
        return text;
    }

    private static void write(Path file, String text) throws IOException {
        ZoneKeys.writeOwnerOnly(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "quiet-logback.xml");
        try {
            var passwords = create(parse(arguments));
            System.out.println(JsonMapper.shared().writeValueAsString(passwords));
        } catch (ApplicationException e) {
            System.err.println("edge init: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Request parse(String[] arguments) {
        var values = new LinkedHashMap<String, String>();
        var lists = new LinkedHashMap<String, List<String>>();
        REPEATED.forEach(name -> lists.put(name, new ArrayList<>()));
        for (var at = 0; at < arguments.length; at += 2) {
            if (at + 1 == arguments.length) {
                throw new EdgeException("%s needs a value".formatted(arguments[at]));
            }
            var list = lists.get(arguments[at]);
            if (list != null) {
                list.add(arguments[at + 1]);
            } else {
                values.put(arguments[at], arguments[at + 1]);
            }
        }
        var home = values.remove("--home");
        var site = values.remove("--site");
        if (home == null || site == null) {
            throw new EdgeException("usage: EdgeInit --home DIR --site NAME [options]");
        }
        var request =
                new Request(
                        Path.of(home),
                        site,
                        take(values, "--title", site),
                        number("--http-port", take(values, "--http-port", "0")),
                        number("--dicom-port", take(values, "--dicom-port", "0")),
                        take(values, "--ae-title", "MERIDIAN"),
                        listed(lists, "--accept"),
                        take(values, "--pacs", ""),
                        number("--quiet-millis", take(values, "--quiet-millis", "5000")),
                        number("--inference-threads", take(values, "--inference-threads", "1")),
                        number("--worker-threads", take(values, "--worker-threads", "1")),
                        new AdmissionTemplate(
                                listed(lists, "--admit-jobs"),
                                listed(lists, "--admit-networks"),
                                listed(lists, "--admit-datasets"),
                                number(
                                        "--max-epochs",
                                        take(
                                                values,
                                                "--max-epochs",
                                                Integer.toString(AdmissionTemplate.MAX_EPOCHS))),
                                listed(lists, "--admit-channels"),
                                take(values, "--case-score-agreement", "")));
        if (!values.isEmpty()) {
            throw new EdgeException("unknown option " + values.keySet().iterator().next());
        }
        return request;
    }

    private static List<String> listed(Map<String, List<String>> lists, String name) {
        return lists.getOrDefault(name, List.of());
    }

    private static String take(Map<String, String> values, String name, String otherwise) {
        var value = values.remove(name);
        return value == null ? otherwise : value;
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EdgeException(name + " must be a number", e);
        }
    }
}
