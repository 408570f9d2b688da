package io.meridian.edge.link;

import io.meridian.artifact.signature.VerifyingKey;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.identity.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who this edge is to its hub, as enrolment left it in the home.
 *
 * <p>Certificate and key lie in a folder of their own for each grant, and one small file names the
 * folder in force, so that a renewal that is cut off changes nothing.
 *
 * @param tls key, certificate and the hub's authority
 * @param addresses {@code grpc} as host:port, {@code https} as a URL
 * @param keys the hub's public keys: {@code manifest}, {@code release}, {@code journal}
 */
public record HubIdentity(
        TlsIdentity tls, String site, Map<String, String> addresses, Map<String, String> keys) {
    private static final String FILE = "hub.json";

    public HubIdentity {
        addresses = Map.copyOf(addresses);
        keys = Map.copyOf(keys);
    }

    /** Where what enrolment left is described. */
    static Path file(Home home) {
        return home.hub().resolve(FILE);
    }

    /** What enrolment left; empty if this edge never enrolled. */
    public static Optional<HubIdentity> load(Home home) {
        var file = file(home);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var json = JsonMapper.shared().readTree(Files.readAllBytes(file));
            var folder = home.hub().resolve(json.path("folder").asString(""));
            return Optional.of(
                    new HubIdentity(
                            TlsIdentity.load(folder),
                            json.path("site").asString(""),
                            texts(json.path("addresses")),
                            texts(json.path("keys"))));
        } catch (IOException | JacksonException | NetworkException e) {
            throw new EdgeException(
                    "what enrolment left in keys/hub cannot be read; enrol again", e);
        }
    }

    /** Stores a grant, readable by its owner only, and then puts it in force. */
    public static void store(Home home, EnrolmentClient.Enrolled enrolled, Clock clock) {
        var folder = "tls-" + clock.millis();
        var json = JsonMapper.shared().createObjectNode();
        json.put("site", enrolled.answer().site());
        json.put("folder", folder);
        var addresses = json.putObject("addresses");
        new TreeMap<>(enrolled.answer().addresses()).forEach(addresses::put);
        var keys = json.putObject("keys");
        new TreeMap<>(enrolled.answer().keys()).forEach(keys::put);
        try {
            Files.createDirectories(
                    home.hub().resolve(folder),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            enrolled.identity().store(home.hub().resolve(folder));
            ZoneKeys.writeOwnerOnly(file(home), JsonMapper.shared().writeValueAsBytes(json));
            removeOthers(home, folder);
        } catch (IOException e) {
            throw new EdgeException("keys/hub cannot be written", e);
        }
    }

    private static void removeOthers(Home home, String kept) throws IOException {
        try (var folders = Files.list(home.hub())) {
            for (var each : folders.toList()) {
                var name = each.getFileName().toString();
                if (name.startsWith("tls-") && !name.equals(kept)) {
                    Folders.delete(each);
                }
            }
        }
    }

    private static Map<String, String> texts(JsonNode json) {
        var all = new TreeMap<String, String>();
        json.properties().forEach(each -> all.put(each.getKey(), each.getValue().asString("")));
        return all;
    }

    /** Where the hub's HTTPS interfaces are. */
    public URI https() {
        return URI.create(address("https"));
    }

    /** Where the hub's stream is; only host and port mean something. */
    URI grpc() {
        return URI.create("tcp://" + address("grpc"));
    }

    /** One of the hub's public keys. */
    public VerifyingKey key(String name) {
        var text = keys.get(name);
        if (text == null) {
            throw new EdgeException(
                    "the hub told no %s key at enrolment; enrol again".formatted(name));
        }
        return VerifyingKey.parse(text);
    }

    private String address(String name) {
        var text = addresses.get(name);
        if (text == null) {
            throw new EdgeException("the hub told no %s address; enrol again".formatted(name));
        }
        return text;
    }
}
