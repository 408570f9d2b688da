package io.meridian.edge.home;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What {@code edge.yaml} says. Ports of 0 mean any free one; addresses default to loopback.
 *
 * @param quietPeriodMillis a study without a new object for this long is complete
 * @param labelUnit what a label is about: {@code image} or {@code study}
 * @param behindProxy whether a proxy with TLS stands before an {@code httpAddress} beyond loopback
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EdgeConfiguration(
        String site,
        String title,
        @Nullable String organisation,
        @Nullable String httpAddress,
        int httpPort,
        Dicom dicom,
        @Nullable Pacs pacs,
        long quietPeriodMillis,
        @Nullable Threads inference,
        @Nullable Threads worker,
        @Nullable String labelUnit,
        @Nullable Boolean behindProxy) {

    private static final Pattern SITE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Pattern LOOPBACKS =
            Pattern.compile("127(\\.\\d{1,3}){3}|::1|\\[::1]|localhost");

    public EdgeConfiguration {
        if (site == null || !SITE.matcher(site).matches()) {
            throw new EdgeException(
                    "edge.yaml: site must be 1 to 63 lower-case letters, digits and hyphens");
        }
        if (title == null || title.isBlank()) {
            title = site;
        }
        if (dicom == null) {
            throw new EdgeException("edge.yaml: the section dicom is missing");
        }
        requirePort(httpPort);
        if (!Boolean.TRUE.equals(behindProxy) && httpAddress != null && !isLoopback(httpAddress)) {
            throw new EdgeException(
                    "edge.yaml: pages and API speak plain HTTP, so httpAddress must be loopback unless behindProxy: true states that a proxy with TLS stands before them");
        }
        if (quietPeriodMillis < 0) {
            throw new EdgeException("edge.yaml: quietPeriodMillis must not be negative");
        }
        if (quietPeriodMillis == 0) {
            quietPeriodMillis = 5_000;
        }
    }

    /**
     * Reception by DICOM.
     *
     * @param accept who may associate; empty means no one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Dicom(@Nullable String address, int port, String aeTitle, List<Accepted> accept) {
        public Dicom {
            requirePort(port);
            requireAeTitle(aeTitle);
            accept = accept == null ? List.of() : List.copyOf(accept);
        }

        public String bindAddress() {
            return address == null ? LOOPBACK : address;
        }
    }

    /** A peer that may send to this edge: AE title and IP address, both must fit. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Accepted(String aeTitle, String address) {
        public Accepted {
            requireAeTitle(aeTitle);
            if (address == null || address.isBlank()) {
                throw new EdgeException("edge.yaml: dicom.accept needs an address for each peer");
            }
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pacs(String aeTitle, String host, int port) {
        public Pacs {
            requireAeTitle(aeTitle);
            requirePort(port);
            if (host == null || host.isBlank()) {
                throw new EdgeException("edge.yaml: pacs needs a host");
            }
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Threads(int threads) {}

    public String bindAddress() {
        return httpAddress == null ? LOOPBACK : httpAddress;
    }

    public String organisationName() {
        return organisation == null ? site : organisation;
    }

    public Duration quietPeriod() {
        return Duration.ofMillis(quietPeriodMillis);
    }

    public int workerThreads() {
        return worker == null ? 1 : Math.max(1, worker.threads());
    }

    /** Reads and checks the file; the message of a failure is one sentence. */
    public static EdgeConfiguration read(Home home) {
        var file = home.configuration();
        if (!Files.isRegularFile(file)) {
            throw new EdgeException("the home has no edge.yaml; make one with: meridian edge init");
        }
        try {
            return YAMLMapper.shared().readValue(file.toFile(), EdgeConfiguration.class);
        } catch (JacksonException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof EdgeException ours) {
                    throw ours;
                }
            }
            throw new EdgeException("edge.yaml cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** By its text: a name could lead elsewhere by the time it is bound. */
    private static boolean isLoopback(String address) {
        return LOOPBACKS.matcher(address).matches();
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new EdgeException("edge.yaml: a port is 0 to 65535");
        }
    }

    private static void requireAeTitle(@Nullable String title) {
        if (title == null || title.isBlank() || title.length() > 16) {
            throw new EdgeException("edge.yaml: an AE title has 1 to 16 characters");
        }
    }
}
