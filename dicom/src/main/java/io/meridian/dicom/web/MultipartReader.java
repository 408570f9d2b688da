package io.meridian.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a {@code multipart/related} body one after another, each as a stream (RFC 2046 section
 * 5.1), in constant memory. What stands before the first and after the last boundary is passed
 * over. Not thread-safe.
 */
public final class MultipartReader {
    private static final int BUFFER = 32 << 10;

    /** The standard says 70; a common server sends 73. */
    private static final int MAXIMUM_BOUNDARY = 200;

    private static final int MAXIMUM_PADDING = 256;

    private final InputStream in;
    private final MultipartLimits limits;
    private final byte[] delimiter;
    private final int[] shifts = new int[256];
    private final byte[] buffer;
    private int from;
    private int to;
    private long taken;
    private boolean ended;
    private boolean closed;
    private int parts;
    private @Nullable Body body;

    /** Of a body whose {@code Content-Type} this is. */
    public static MultipartReader of(MediaType type, InputStream in, MultipartLimits limits) {
        if (!type.type().equals("multipart")) {
            throw new DicomWebException.Malformed("the body is not multipart");
        }
        var boundary =
                type.parameter("boundary")
                        .orElseThrow(() ->
                                new DicomWebException.Malformed(
                                        "the media type names no boundary"));
        return new MultipartReader(in, boundary, limits);
    }

    public MultipartReader(InputStream in, String boundary, MultipartLimits limits) {
        if (boundary.isEmpty()
                || boundary.length() > MAXIMUM_BOUNDARY
                || boundary.endsWith(" ")
                || boundary.chars().anyMatch(each -> each < ' ' || each > '~')) {
            throw new DicomWebException.Malformed(
                    "a boundary is 1 to %d printable characters, the last no blank"
                            .formatted(MAXIMUM_BOUNDARY));
        }
        this.in = in;
        this.limits = limits;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(shifts, delimiter.length);
        for (var i = 0; i < delimiter.length - 1; i++) {
            shifts[delimiter[i]] = delimiter.length - 1 - i;
        }
        buffer = new byte[BUFFER + delimiter.length];
        // So that a boundary at the very beginning is one like the others.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** One part: its header fields, names in lower case, and its content, to be read once. */
    public record Part(Map<String, String> headers, InputStream body) {
        public Part {
            headers = Map.copyOf(headers);
        }

        public Optional<MediaType> contentType() {
            return Optional.ofNullable(headers.get("content-type")).map(MediaType::parse);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** Names no value. */
        @Override
        public String toString() {
            return "Part[%d header fields]".formatted(headers.size());
        }
    }

    /** The next part, what is left of the one before passed over; empty after the last. */
    public Optional<Part> next() throws IOException {
        if (closed) {
            return Optional.empty();
        }
        if (body == null) {
            body = new Body();
        }
        body.drain();
        if (isLast()) {
            closed = true;
            passEpilogue();
            return Optional.empty();
        }
        if (++parts > limits.maxParts()) {
            throw new DicomWebException.TooLarge(
                    "a multipart body has at most %d parts".formatted(limits.maxParts()));
        }
        var headers = headers();
        body = new Body();
        return Optional.of(new Part(headers, body));
    }

    /** After a boundary: two hyphens end the body, blanks and a line end begin a part. */
    private boolean isLast() throws IOException {
        var first = read();
        if (first == '-') {
            if (read() != '-') {
                throw new DicomWebException.Malformed("a boundary is followed by something else");
            }
            return true;
        }
        for (var padding = 0; first == ' ' || first == '\t'; padding++) {
            if (padding > MAXIMUM_PADDING) {
                throw new DicomWebException.Malformed("a boundary is followed by too many blanks");
            }
            first = read();
        }
        if (first != '\r' || read() != '\n') {
            throw new DicomWebException.Malformed("a boundary is not followed by a line end");
        }
        return false;
    }

    private void passEpilogue() throws IOException {
        from = to;
        while (fill()) {
            from = to;
        }
    }

    private Map<String, String> headers() throws IOException {
        var headers = new LinkedHashMap<String, String>();
        var left = limits.maxHeaderBytes();
        var name = "";
        while (true) {
            var line = line(left);
            if (line.isEmpty()) {
                return headers;
            }
            left -= line.length() + 2;
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                if (name.isEmpty()) {
                    throw new DicomWebException.Malformed("a part begins with a folded line");
                }
                headers.merge(name, line.strip(), (old, more) -> old + " " + more);
                continue;
            }
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw new DicomWebException.Malformed("a header field of a part has no colon");
            }
            name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw new DicomWebException.Malformed("a header field of a part is there twice");
            }
        }
    }

    private String line(int maximum) throws IOException {
        var line = new StringBuilder();
        while (true) {
            var each = read();
            if (each == '\r') {
                if (read() != '\n') {
                    throw new DicomWebException.Malformed("a line of a part's header ends wrongly");
                }
                return line.toString();
            }
            if (each < 0 || each == '\n') {
                throw new DicomWebException.Malformed("a part's header has no end");
            }
            if (line.length() + 2 >= maximum) {
                throw new DicomWebException.TooLarge(
                        "the header of a part has at most %d bytes"
                                .formatted(limits.maxHeaderBytes()));
            }
            line.append((char) each);
        }
    }

    private int read() throws IOException {
        return from < to || fill() ? buffer[from++] & 0xFF : -1;
    }

    /** Reads more behind what is there; false at the end of the input. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        var count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            ended = true;
            return false;
        }
        taken += count;
        if (taken > limits.maxBytes()) {
            throw new DicomWebException.TooLarge(
                    "a multipart body has at most %d bytes".formatted(limits.maxBytes()));
        }
        to += count;
        return true;
    }

    /** Bytes up to the next boundary, which is passed over when they are read. */
    private final class Body extends InputStream {
        /** Bytes of the buffer that are known to be content. */
        private int ready;

        private boolean done;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (body != this) {
                throw new IllegalStateException("a part is read before the next one is asked for");
            }
            if (!prepare()) {
                return -1;
            }
            var count = Math.min(length, ready);
            System.arraycopy(buffer, from, target, offset, count);
            from += count;
            ready -= count;
            return count;
        }

        void drain() throws IOException {
            while (prepare()) {
                from += ready;
                ready = 0;
            }
        }

        /** Whether there is content to give; passes the boundary where it is. */
        private boolean prepare() throws IOException {
            while (ready == 0) {
                if (done) {
                    return false;
                }
                var at = indexOfDelimiter();
                if (at == from) {
                    from += delimiter.length;
                    done = true;
                    return false;
                }
                // A boundary may begin in the last bytes.
                var safe = at > 0 ? at : to - delimiter.length + 1;
                ready = Math.max(0, safe - from);
                if (ready == 0 && !fill()) {
                    throw new DicomWebException.Malformed(
                            "the multipart body ends without its last boundary");
                }
            }
            return true;
        }

        /** Steps by what the last byte of each candidate allows (Horspool 1980). */
        private int indexOfDelimiter() {
            var last = delimiter.length - 1;
            for (var at = from; at + last < to; at += shifts[buffer[at + last] & 0xFF]) {
                if (Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, last + 1)) {
                    return at;
                }
            }
            return -1;
        }
    }
}
