package io.meridian.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MultipartTests {
    private static final MultipartLimits SMALL = new MultipartLimits(5, 200, 1 << 20);

    /** Gives a few bytes at a time, so that boundaries fall between reads. */
    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }

    private static List<byte[]> read(InputStream in, String boundary, MultipartLimits limits)
            throws IOException {
        var reader = new MultipartReader(in, boundary, limits);
        var parts = new ArrayList<byte[]>();
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            parts.add(part.get().body().readAllBytes());
        }
        return parts;
    }

    private static List<byte[]> read(String text) throws IOException {
        return read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "b", SMALL);
    }

    @Test
    void givesBackWhatWasWrittenWhateverItHolds() throws IOException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var out = new ByteArrayOutputStream();
            var writer = new MultipartWriter(out, "b");
            var parts = new ArrayList<byte[]>();
            for (var i = random.nextInt(5); i >= 0; i--) {
                // Of the characters that boundaries are made of, so that near misses are common.
                var part = new byte[random.nextInt(300)];
                for (var at = 0; at < part.length; at++) {
                    part[at] = (byte) "\r\n--x".charAt(random.nextInt(5));
                }
                parts.add(part);
                writer.part(MediaType.DICOM, Map.of(), target -> target.write(part));
            }
            writer.end();
            var back = read(dripping(out.toByteArray(), random), "b", MultipartLimits.DEFAULT);

            assertThat(back).as("seed %d round %d", seed, round).hasSameSizeAs(parts);
            for (var i = 0; i < parts.size(); i++) {
                assertThat(back.get(i)).as("seed %d round %d", seed, round).isEqualTo(parts.get(i));
            }
        }
    }

    @Test
    void passesPreambleEpiloguePaddingAndWhatWasNotRead() throws IOException {
        assertThat(
                        read(
                                "before\r\n--b \t\r\nA: 1\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--after\r\n--b\r\n\r\nno"))
                .extracting(String::new)
                .containsExactly("one", "two");
        var reader =
                new MultipartReader(
                        new ByteArrayInputStream(
                                "--b\r\n\r\none\r\n--b\r\nContent-Type: image/png\r\n\r\ntwo\r\n--b--"
                                        .getBytes(StandardCharsets.US_ASCII)),
                        "b",
                        SMALL);
        var first = reader.next().orElseThrow();
        var second = reader.next().orElseThrow();
        assertThat(second.contentType()).contains(MediaType.PNG);
        assertThatThrownBy(() -> first.body().read()).isInstanceOf(IllegalStateException.class);
        assertThat(second.body().readAllBytes()).asString().isEqualTo("two");
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void readsEmptyPartsAndBodiesWithoutParts() throws IOException {
        assertThat(read("--b\r\n\r\n\r\n--b--")).containsExactly(new byte[0]);
        assertThat(read("--b--\r\n")).isEmpty();
    }

    @Test
    void joinsFoldedFields() throws IOException {
        var reader =
                new MultipartReader(
                        new ByteArrayInputStream(
                                "--b\r\nContent-Type: multipart/related;\r\n  type=\"x/y\"\r\n\r\n\r\n--b--"
                                        .getBytes(StandardCharsets.US_ASCII)),
                        "b",
                        SMALL);

        assertThat(reader.next().orElseThrow().contentType().orElseThrow().parameter("type"))
                .contains("x/y");
    }

    @Test
    void refusesHostileBodies() {
        var many = "--b\r\n\r\nx\r\n".repeat(6) + "--b--";
        for (var text :
                List.of(
                        "",
                        "no boundary at all",
                        "--b",
                        "--b\r\n",
                        "--b\r\n\r\nno end",
                        "--b\r\n\r\nx\r\n--b-",
                        "--b\r\n\r\nx\r\n--bb\r\n\r\n",
                        "--b\nA: 1\n\nx\n--b--",
                        "--b\r\nno colon\r\n\r\nx\r\n--b--",
                        "--b\r\n folded\r\n\r\nx\r\n--b--",
                        "--b\r\nA: 1\r\na: 2\r\n\r\nx\r\n--b--",
                        "--b\r\nA: " + "x".repeat(500) + "\r\n\r\nx\r\n--b--",
                        "--b\r\n" + "A: 1\r\n".repeat(100),
                        "--b" + " ".repeat(1_000) + "\r\n\r\nx\r\n--b--",
                        "x".repeat(2 << 20),
                        "--b\r\n\r\n" + "x".repeat(2 << 20) + "\r\n--b--",
                        "--b\r\n\r\nx\r\n--b--" + "x".repeat(2 << 20),
                        many)) {
            assertThatThrownBy(() -> read(text))
                    .as(text.substring(0, Math.min(40, text.length())))
                    .isInstanceOf(DicomWebException.class);
        }
        for (var boundary : List.of("", "b ", "\r\n", "é", "x".repeat(201))) {
            assertThatThrownBy(() ->
                            new MultipartReader(InputStream.nullInputStream(), boundary, SMALL))
                    .isInstanceOf(DicomWebException.Malformed.class);
        }
    }

    @Test
    void damagedBodiesEndInARefusalOrInParts() throws IOException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var good =
                "--b\r\nContent-Type: application/dicom\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        for (var round = 0; round < 2_000; round++) {
            var bad = Arrays.copyOf(good, random.nextInt(good.length) + 1);
            for (var i = random.nextInt(4); i > 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                var length =
                        read(dripping(bad, random), "b", SMALL).stream()
                                .mapToInt(part -> part.length)
                                .sum();
                assertThat(length).as("seed %d round %d", seed, round).isLessThan(good.length);
            } catch (DicomWebException e) {
                assertThat(e).as("seed %d round %d", seed, round).hasMessageNotContaining("one");
            }
        }
    }

    @Test
    void aPartLargerThanTheHeapTakesNoMemory() throws IOException {
        var chunk = new byte[1 << 20];
        var bytes = 1_000L * chunk.length;
        var head = "--boundary\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        var middle =
                new InputStream() {
                    private long left = bytes;

                    @Override
                    public int read() {
                        return left-- > 0 ? 0 : -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        if (left <= 0) {
                            return -1;
                        }
                        var count = (int) Math.min(left, length);
                        Arrays.fill(target, offset, offset + count, (byte) 0);
                        left -= count;
                        return count;
                    }
                };
        var tail = "\r\n--boundary--".getBytes(StandardCharsets.US_ASCII);
        var in =
                new SequenceInputStream(
                        Collections.enumeration(
                                List.of(
                                        new ByteArrayInputStream(head),
                                        middle,
                                        new ByteArrayInputStream(tail))));
        var reader = new MultipartReader(in, "boundary", MultipartLimits.DEFAULT);
        var body = reader.next().orElseThrow().body();
        var total = 0L;
        for (var count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            total += count;
        }

        assertThat(total).isEqualTo(bytes);
    }

    @Test
    void writesNoFieldThatCouldBecomeTwo() {
        var writer = new MultipartWriter(new ByteArrayOutputStream(), "b");

        assertThatThrownBy(() ->
                        writer.part(
                                MediaType.DICOM,
                                Map.of("Content-Location", "x\r\nEvil: 1"),
                                _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
