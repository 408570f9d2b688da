package io.meridian.dicom.web;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.TransferSyntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A user of a DICOMweb service: stores, searches and retrieves; deleting is not offered.
 * Thread-safe; calls block. The HTTP client is the caller's, with its TLS and its connect time-out.
 */
public final class DicomWebClient {
    private static final int SUCCESSES_FROM = 200;
    private static final int SUCCESSES_TO = 299;

    /** The answer of a store whose instances were all refused (PS3.18 table 10.5.3-1). */
    private static final int CONFLICT = 409;

    private final HttpClient http;
    private final Settings settings;

    public DicomWebClient(HttpClient http, Settings settings) {
        this.http = http;
        this.settings = settings;
    }

    /**
     * Where the service is and how it is asked.
     *
     * @param base address below which {@code studies} lies
     * @param token bearer token; empty for none
     * @param timeout of the answer's beginning, and of each silence within it
     * @param maxDocumentBytes of an answer that is read into memory: JSON, pictures
     * @param limits of an answer in parts
     */
    public record Settings(
            URI base,
            String token,
            Duration timeout,
            long maxDocumentBytes,
            MultipartLimits limits) {
        public Settings {
            if (base.getScheme() == null || !base.getScheme().matches("https?")) {
                throw new IllegalArgumentException(
                        "the service's address begins with http or https");
            }
            if (!base.getRawPath().endsWith("/")) {
                base = URI.create(base + "/");
            }
            if (token.chars().anyMatch(each -> each <= ' ' || each > '~')) {
                throw new IllegalArgumentException("a bearer token is printable ASCII");
            }
        }

        public static Settings of(URI base) {
            return new Settings(
                    base, "", Duration.ofSeconds(60), 256L << 20, MultipartLimits.DEFAULT);
        }

        public Settings withToken(String newToken) {
            return new Settings(base, newToken, timeout, maxDocumentBytes, limits);
        }

        public Settings withTimeout(Duration newTimeout) {
            return new Settings(base, token, newTimeout, maxDocumentBytes, limits);
        }

        public Settings withLimits(long newMaxDocumentBytes, MultipartLimits newLimits) {
            return new Settings(base, token, timeout, newMaxDocumentBytes, newLimits);
        }

        /** Hides the token. */
        @Override
        public String toString() {
            return "Settings[" + base + "]";
        }
    }

    /** Takes the parts of an answer one after another; a part is gone when this returns. */
    @FunctionalInterface
    public interface PartHandler {
        void part(MediaType type, InputStream content) throws IOException;
    }

    /**
     * What a search found.
     *
     * @param warnings the server's Warning fields, such as that there are more results
     */
    public record Found(List<DataSet> dataSets, List<String> warnings) {
        public Found {
            dataSets = List.copyOf(dataSets);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * An instance's attributes.
     *
     * @param bulkData where the values are that the answer does not hold; empty in the data set
     */
    public record Metadata(DataSet dataSet, Map<TagPath, String> bulkData) {
        public Metadata {
            bulkData = Map.copyOf(bulkData);
        }

        /** Counts only. */
        @Override
        public String toString() {
            return "Metadata[%s, %d values elsewhere]".formatted(dataSet, bulkData.size());
        }
    }

    /** Stores Part 10 files, each read from disk as it is sent. */
    public StoreResponse store(List<Path> files) {
        return store("studies", files);
    }

    /** Stores Part 10 files that must belong to this study. */
    public StoreResponse store(Resource.Study study, List<Path> files) {
        return store(study.path(), files);
    }

    private StoreResponse store(String path, List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a store has at least one file");
        }
        var boundary = MultipartWriter.boundary();
        var request =
                request(settings.base().resolve(path))
                        .header("Accept", MediaType.DICOM_JSON.toString())
                        .header(
                                "Content-Type",
                                MultipartWriter.contentType(MediaType.DICOM, boundary).toString())
                        .POST(body(boundary, files))
                        .build();
        var response = send(request);
        try (var content = content(response)) {
            if (response.statusCode() != CONFLICT) {
                requireSuccess(response);
            }
            var answer = JsonBodies.dataSets(document(content));
            if (answer.isEmpty()) {
                throw new DicomWebException.Refused(response.statusCode());
            }
            return StoreResponse.of(answer.getFirst());
        } catch (DicomWebException.Malformed e) {
            if (response.statusCode() == CONFLICT) {
                throw new DicomWebException.Refused(CONFLICT);
            }
            throw e;
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    private static BodyPublisher body(String boundary, List<Path> files) {
        var publishers = new ArrayList<BodyPublisher>();
        try {
            for (var file : files) {
                publishers.add(
                        BodyPublishers.ofByteArray(
                                MultipartWriter.header(
                                        boundary,
                                        publishers.isEmpty(),
                                        MediaType.DICOM,
                                        Map.of())));
                publishers.add(BodyPublishers.ofFile(file));
            }
        } catch (IOException e) {
            throw new DicomWebException("a file that is to be stored cannot be read", e);
        }
        publishers.add(BodyPublishers.ofByteArray(MultipartWriter.end(boundary, false)));
        return BodyPublishers.concat(publishers.toArray(BodyPublisher[]::new));
    }

    /** Searches among everything. */
    public Found search(QidoQuery query) {
        return search(query.level().word(), query);
    }

    /** Searches below a study for its series or instances. */
    public Found search(Resource.Study within, QidoQuery query) {
        return search(within.path() + "/" + query.level().word(), query);
    }

    /** Searches below a series for its instances. */
    public Found search(Resource.Series within, QidoQuery query) {
        return search(within.path() + "/" + query.level().word(), query);
    }

    private Found search(String path, QidoQuery query) {
        var parameters = query.toQueryString();
        var response =
                get(
                        settings.base()
                                .resolve(path + (parameters.isEmpty() ? "" : "?" + parameters)),
                        MediaType.DICOM_JSON.toString());
        try (var content = content(response)) {
            requireSuccess(response);
            var bytes = document(content);
            return new Found(
                    bytes.length == 0 ? List.of() : JsonBodies.dataSets(bytes),
                    response.headers().allValues("Warning"));
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    /**
     * Retrieves the instances of a resource, one part each, as they are stored or in the first of
     * these transfer syntaxes that the server can give.
     */
    public void retrieve(Resource resource, List<TransferSyntax> syntaxes, PartHandler handler) {
        parts(settings.base().resolve(resource.path()), accept(MediaType.DICOM, syntaxes), handler);
    }

    /** Retrieves frames, one part each, in the order of their numbers. */
    public void frames(
            Resource.Instance instance,
            FrameList frames,
            List<TransferSyntax> syntaxes,
            PartHandler handler) {
        parts(
                settings.base().resolve(instance.path() + "/frames/" + frames),
                accept(MediaType.OCTET_STREAM, syntaxes),
                handler);
    }

    /** The attributes of the instances of a resource; large values stay behind as addresses. */
    public List<Metadata> metadata(Resource resource) {
        var response =
                get(
                        settings.base().resolve(resource.path() + "/metadata"),
                        MediaType.DICOM_JSON.toString());
        try (var content = content(response)) {
            requireSuccess(response);
            return JsonBodies.metadata(document(content));
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    /**
     * Retrieves what a BulkDataURI of this server points at.
     *
     * @throws DicomWebException if it points elsewhere: a token must not go to others
     */
    public void bulkData(URI bulkData, PartHandler handler) {
        var target = settings.base().resolve(bulkData);
        var base = settings.base();
        if (!base.getScheme().equals(target.getScheme())
                || !base.getRawAuthority().equals(target.getRawAuthority())) {
            throw new DicomWebException("the bulk data lie at another server");
        }
        parts(
                target,
                MediaType.OCTET_STREAM.related() + ", " + MediaType.OCTET_STREAM + ";q=0.5",
                handler);
    }

    /** A picture of a resource in a type such as {@link MediaType#PNG}. */
    public byte[] rendered(Resource resource, RenderingParameters parameters, MediaType type) {
        return rendered(resource.path(), parameters, type);
    }

    /** A picture of a frame. */
    public byte[] rendered(
            Resource.Instance instance, int frame, RenderingParameters parameters, MediaType type) {
        return rendered(instance.path() + "/frames/" + frame, parameters, type);
    }

    private byte[] rendered(String path, RenderingParameters parameters, MediaType type) {
        var query = parameters.toQueryString();
        var response =
                get(
                        settings.base()
                                .resolve(path + "/rendered" + (query.isEmpty() ? "" : "?" + query)),
                        type.toString());
        try (var content = content(response)) {
            requireSuccess(response);
            return document(content);
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    private static String accept(MediaType type, List<TransferSyntax> syntaxes) {
        if (syntaxes.isEmpty()) {
            return type.with("transfer-syntax", "*").related().toString();
        }
        var ranges = new ArrayList<String>();
        for (var syntax : syntaxes) {
            var quality = ranges.isEmpty() ? "" : ";q=0." + Math.max(1, 9 - ranges.size());
            ranges.add(type.with("transfer-syntax", syntax.uid()).related() + quality);
        }
        return String.join(", ", ranges);
    }

    private void parts(URI target, String accept, PartHandler handler) {
        var response = get(target, accept);
        try (var content = content(response)) {
            requireSuccess(response);
            var type =
                    MediaType.parse(
                            response.headers()
                                    .firstValue("Content-Type")
                                    .orElse(MediaType.OCTET_STREAM.toString()));
            if (!type.is(MediaType.RELATED)) {
                handler.part(type, content);
                return;
            }
            var reader = MultipartReader.of(type, content, settings.limits());
            for (var part = reader.next(); part.isPresent(); part = reader.next()) {
                handler.part(
                        part.get().contentType().orElse(MediaType.OCTET_STREAM), part.get().body());
            }
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    private HttpRequest.Builder request(URI target) {
        var request = HttpRequest.newBuilder(target).timeout(settings.timeout());
        return settings.token().isEmpty()
                ? request
                : request.header("Authorization", "Bearer " + settings.token());
    }

    private HttpResponse<InputStream> get(URI target, String accept) {
        return send(request(target).header("Accept", accept).GET().build());
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new DicomWebException.Unreachable(
                    "the DICOMweb server could not be reached, or did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DicomWebException.Unreachable(
                    "interrupted while the DICOMweb server was asked", e);
        }
    }

    private InputStream content(HttpResponse<InputStream> response) {
        return new PatientInput(response.body(), settings.timeout());
    }

    private static void requireSuccess(HttpResponse<InputStream> response) {
        var status = response.statusCode();
        if (status < SUCCESSES_FROM || status > SUCCESSES_TO) {
            throw new DicomWebException.Refused(status);
        }
    }

    private byte[] document(InputStream content) throws IOException {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[16 << 10];
        for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            out.write(buffer, 0, count);
            if (out.size() > settings.maxDocumentBytes()) {
                throw new DicomWebException.TooLarge(
                        "an answer may have at most %d bytes"
                                .formatted(settings.maxDocumentBytes()));
            }
        }
        return out.toByteArray();
    }

    private static DicomWebException cutOff(IOException cause) {
        return new DicomWebException.Unreachable("the DICOMweb server's answer was cut off", cause);
    }
}
