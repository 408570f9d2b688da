package io.meridian.dicom.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a {@code multipart/related} body part by part (RFC 2046 section 5.1; PS3.18 section 8.6).
 * The boundary is random, so no content can hold it. Not thread-safe; the stream stays its
 * caller's.
 */
public final class MultipartWriter {
    private final OutputStream out;
    private final String boundary;
    private boolean started;

    public MultipartWriter(OutputStream out) {
        this(out, boundary());
    }

    /** With a boundary of {@link #boundary()}, where the media type is needed before the stream. */
    public MultipartWriter(OutputStream out, String boundary) {
        this.out = out;
        this.boundary = boundary;
    }

    /** A new random boundary: letters and digits. */
    public static String boundary() {
        return "part" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The {@code Content-Type} of a body with this boundary and parts of this type. */
    public static MediaType contentType(MediaType parts, String boundary) {
        return MediaType.RELATED.with("type", parts.essence()).with("boundary", boundary);
    }

    public MediaType contentType(MediaType parts) {
        return contentType(parts, boundary);
    }

    /** What a part holds, written when it is its turn. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a part with its type and other header fields. */
    public void part(MediaType type, Map<String, String> headers, Content content)
            throws IOException {
        out.write(header(boundary, !started, type, headers));
        started = true;
        content.writeTo(out);
    }

    /** Writes the last boundary; a body without parts is one empty delimiter, then the end. */
    public void end() throws IOException {
        out.write(end(boundary, !started));
        out.flush();
    }

    static byte[] header(
            String boundary, boolean first, MediaType type, Map<String, String> headers) {
        var text = new StringBuilder(first ? "--" : "\r\n--").append(boundary).append("\r\n");
        field(text, "Content-Type", type.toString());
        headers.forEach((name, value) -> field(text, name, value));
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] end(String boundary, boolean first) {
        return ((first ? "--" : "\r\n--") + boundary + "--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void field(StringBuilder text, String name, String value) {
        if ((name + value).chars().anyMatch(each -> each < ' ' || each > '~')) {
            throw new IllegalArgumentException("a header field is printable ASCII");
        }
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
