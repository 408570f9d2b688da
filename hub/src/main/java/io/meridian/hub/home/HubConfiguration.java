package io.meridian.hub.home;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code hub.yaml}.
 *
 * @param name shown to people; also the organisation of the hub's records
 * @param httpPort on loopback: console, API, registry under a login; 0 for any
 * @param httpsPort for edges, TLS 1.3
 * @param grpcPort for edges' streams
 * @param edgeAddress on which the edges' ports listen
 * @param hosts names and addresses under which edges reach this hub, the first one told to them
 */
public record HubConfiguration(
        String name,
        int httpPort,
        int httpsPort,
        int grpcPort,
        String edgeAddress,
        List<String> hosts) {
    private static final Set<String> FIELDS =
            Set.of("name", "httpPort", "httpsPort", "grpcPort", "edgeAddress", "hosts");

    public HubConfiguration {
        hosts = List.copyOf(hosts);
    }

    public static HubConfiguration read(Home home) {
        if (!Files.isRegularFile(home.configuration())) {
            throw new HubException(
                    "%s is no hub's home: hub.yaml is missing; make one with meridian hub init"
                            .formatted(home.root()));
        }
        try {
            var root = new YAMLMapper().readTree(Files.readString(home.configuration()));
            for (var field : root.properties()) {
                if (!FIELDS.contains(field.getKey())) {
                    throw new HubException(
                            "hub.yaml: %s is not known; it may be one of %s"
                                    .formatted(field.getKey(), new java.util.TreeSet<>(FIELDS)));
                }
            }
            var hosts = new ArrayList<String>();
            root.path("hosts").forEach(host -> hosts.add(host.asString()));
            if (hosts.isEmpty()) {
                throw new HubException("hub.yaml: hosts must name at least one host or address");
            }
            return new HubConfiguration(
                    root.path("name").asString("Meridian hub"),
                    root.path("httpPort").asInt(0),
                    root.path("httpsPort").asInt(0),
                    root.path("grpcPort").asInt(0),
                    root.path("edgeAddress").asString("127.0.0.1"),
                    hosts);
        } catch (IOException | JacksonException e) {
            throw new HubException("hub.yaml cannot be read: " + e.getMessage(), e);
        }
    }
}
