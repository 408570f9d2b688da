package io.meridian.dicom.fuzz;

import io.meridian.dicom.web.MediaType;
import io.meridian.dicom.web.MultipartLimits;
import io.meridian.dicom.web.MultipartReader;
import io.meridian.dicom.web.QueryString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A body in parts: a line with its media type, a line with a query, then the body. */
final class MultipartTarget implements FuzzTarget {
    @Override
    public String name() {
        return "multipart";
    }

    @Override
    public void run(byte[] input) throws IOException {
        var first = lineEnd(input, 0);
        var second = lineEnd(input, Math.min(first + 1, input.length));
        var type = text(input, 0, first);
        QueryString.parse(text(input, Math.min(first + 1, second), second));
        var body = Arrays.copyOfRange(input, Math.min(second + 1, input.length), input.length);
        var reader =
                MultipartReader.of(
                        MediaType.parse(type),
                        new ByteArrayInputStream(body),
                        MultipartLimits.DEFAULT);
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            part.get().contentType();
            part.get().body().readAllBytes();
        }
    }

    private static int lineEnd(byte[] input, int from) {
        var at = from;
        while (at < input.length && input[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String text(byte[] input, int from, int to) {
        return new String(input, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public long allowance(byte[] input) {
        return (4 << 20) + 2_000L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        var body =
                """
                multipart/related; type="application/dicom"; boundary=limit
                PatientName=A%5EB*&StudyDate=20260101-&includefield=all&limit=5
                --limit
                Content-Type: application/dicom; transfer-syntax=1.2.840.10008.1.2.1
                Content-Length: 4

                abcd
                --limit
                Content-Type: image/jpeg

                --limi
                --limit--
                """;
        return List.of(
                body.getBytes(StandardCharsets.US_ASCII),
                body.replace("\n--", "\r\n--").getBytes(StandardCharsets.US_ASCII),
                body.replace("\n", "\r\n")
                        .replaceFirst("\r", "")
                        .replaceFirst("\r", "")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
