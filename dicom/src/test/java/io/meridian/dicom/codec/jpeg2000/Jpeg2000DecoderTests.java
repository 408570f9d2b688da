package io.meridian.dicom.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriteParamJava;
import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Jpeg2000DecoderTests {
    private static final long SEED = 20261125;
    private static final int WIDTH = 83;
    private static final int HEIGHT = 67;
    private static final BufferedImage GREY =
            Jj2000.picture(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY, SEED);
    private static final BufferedImage COLOUR =
            Jj2000.picture(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR, SEED);

    private static final Map<String, Consumer<J2KImageWriteParamJava>> MODES = modes();

    private static Map<String, Consumer<J2KImageWriteParamJava>> modes() {
        var modes = new LinkedHashMap<String, Consumer<J2KImageWriteParamJava>>();
        modes.put("plain", _ -> {});
        modes.put("bypass", options -> options.setBypass("true"));
        modes.put("reset", options -> options.setResetMQ("true"));
        modes.put("terminate", options -> options.setTerminateOnByte("true"));
        modes.put("causal", options -> options.setCausalCXInfo("true"));
        modes.put("symbols", options -> options.setCodeSegSymbol("true"));
        modes.put("SOP", options -> options.setSOP("true"));
        modes.put("EPH", options -> options.setEPH("true"));
        modes.put(
                "all",
                options -> {
                    options.setBypass("true");
                    options.setResetMQ("true");
                    options.setTerminateOnByte("true");
                    options.setCausalCXInfo("true");
                    options.setCodeSegSymbol("true");
                    options.setSOP("true");
                    options.setEPH("true");
                });
        modes.put(
                "bypass, terminated",
                options -> {
                    options.setBypass("true");
                    options.setTerminateOnByte("true");
                });
        modes.put("region of interest", options -> options.setROIs("R 20 10 30 25"));
        modes.put("levels", options -> options.setDecompositionLevel("2"));
        modes.put("no level", options -> options.setDecompositionLevel("0"));
        modes.put("blocks", options -> options.setCodeBlockSize("8 32"));
        modes.put("tiles", options -> options.setTiling(32, 24, 0, 0));
        modes.put("layers", options -> options.setLayers("0.1 +5 0.5 +3"));
        modes.put(
                "tile-parts",
                options -> {
                    options.setSOP("true");
                    options.setEPH("true");
                    options.setPacketPerTilePart(2);
                });
        modes.put(
                "packed in tiles",
                options -> {
                    options.setTiling(40, 50, 0, 0);
                    options.setSOP("true");
                    options.setEPH("true");
                    options.setPackPacketHeaderInTile(true);
                });
        modes.put(
                "packed in main",
                options -> {
                    options.setTiling(40, 50, 0, 0);
                    options.setSOP("true");
                    options.setEPH("true");
                    options.setPackPacketHeaderInMain(true);
                });
        return modes;
    }

    static List<String> modeNames() {
        return List.copyOf(MODES.keySet());
    }

    private static FrameSize size(BufferedImage image) {
        return new FrameSize(image.getHeight(), image.getWidth(), image.getRaster().getNumBands());
    }

    /** Whether the headers show the mode (T.800 A.6.1, A.6.3 and A.4.2). */
    private static boolean says(byte[] stream, String mode) {
        var cod = place(stream, 0x52);
        var style = stream[cod + 12];
        return switch (mode) {
            case "bypass" -> style == 1;
            case "reset" -> style == 2;
            case "terminate" -> style == 4;
            case "causal" -> style == 8;
            case "symbols" -> style == 32;
            case "bypass, terminated" -> style == 5;
            case "all" -> style == 47 && stream[cod + 4] == 6;
            case "SOP" -> stream[cod + 4] == 2;
            case "EPH" -> stream[cod + 4] == 4;
            case "region of interest" -> place(stream, 0x5E) > 0;
            case "levels" -> stream[cod + 9] == 2;
            case "no level" -> stream[cod + 9] == 0;
            case "blocks" -> stream[cod + 10] + stream[cod + 11] == 4;
            case "tiles" -> stream[27] == 32 && stream[31] == 24;
            case "layers" -> stream[cod + 7] > 1;
            case "tile-parts" -> stream[place(stream, 0x90) + 11] > 1;
            case "packed in tiles" -> place(stream, 0x61) > 0;
            case "packed in main" -> place(stream, 0x60) > 0;
            default -> style == 0 && stream[cod + 4] == 0;
        };
    }

    /** Where a marker stands in the headers, or 0. */
    private static int place(byte[] stream, int marker) {
        for (var i = 2; i + 1 < Math.min(stream.length, 300); i++) {
            if (stream[i] == (byte) 0xFF && (stream[i + 1] & 0xFF) == marker) {
                return i;
            }
        }
        return 0;
    }

    @ParameterizedTest
    @MethodSource("modeNames")
    void decodesWhatAnIndependentEncoderMadeWithoutLoss(String mode) throws IOException {
        for (var image : List.of(GREY, COLOUR)) {
            var stream =
                    Jj2000.encode(
                            image,
                            options -> {
                                Objects.requireNonNull(MODES.get(mode)).accept(options);
                                options.setLossless(true);
                            });
            assertThat(says(stream, mode)).as("the stream is coded in the mode").isTrue();

            var decoded = Jpeg2000Decoder.decode(stream, size(image));

            assertThat(decoded.samples()).isEqualTo(Jj2000.samples(image));
            assertThat(decoded.header().reversible()).isTrue();
            assertThat(decoded.warnings()).isEmpty();
        }
    }

    /** The encoder leaves nothing out, so only steps of a quarter level and less are lost. */
    @ParameterizedTest
    @MethodSource("modeNames")
    void irreversibleCodingComesBackWithinItsSteps(String mode) throws IOException {
        for (var image : List.of(GREY, COLOUR)) {
            var stream =
                    Jj2000.encode(
                            image,
                            options -> {
                                Objects.requireNonNull(MODES.get(mode)).accept(options);
                                options.setLossless(false);
                                options.setFilters(J2KImageWriteParam.FILTER_97);
                                options.setQuantizationStep("0.001");
                                options.setEncodingRate(64);
                            });

            var decoded = Jpeg2000Decoder.decode(stream, size(image));

            assertThat(decoded.header().reversible()).isFalse();
            var expected = Jj2000.samples(image);
            for (var i = 0; i < expected.length; i++) {
                assertThat(Math.abs(decoded.samples()[i] - expected[i])).isLessThanOrEqualTo(1);
            }
        }
    }

    @Nested
    class Refused {
        private final byte[] stream = encoded();

        private static byte[] encoded() {
            try {
                return Jj2000.encode(GREY, options -> options.setLossless(true));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void assertRefused(byte[] bytes, String reason) {
            assertThatThrownBy(() -> Jpeg2000Decoder.decode(bytes, size(GREY)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining(reason);
        }

        private byte[] changed(int at, int value) {
            var bytes = stream.clone();
            bytes[at] = (byte) value;
            return bytes;
        }

        @Test
        void anotherSizeThanTheDataSets() {
            assertThatThrownBy(() -> Jpeg2000Decoder.decode(stream, new FrameSize(HEIGHT, 84, 1)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("Rows, Columns and SamplesPerPixel");
        }

        @Test
        void aStreamWithoutItsLastBytes() {
            assertRefused(Arrays.copyOf(stream, stream.length / 2), "ends before");
            assertRefused(Arrays.copyOf(stream, 30), "segment must lie within");
            assertRefused(new byte[0], "ends within its headers");
        }

        @Test
        void highThroughputAndPartTwoByName() {
            assertRefused(changed(6, 0x40), "High-Throughput");
            assertRefused(changed(6, 0x80), "part 2");
        }

        @Test
        void tilesThatAreTooMany() {
            var bytes = stream.clone();
            bytes[9] = 1; // the picture has 65 thousand more columns and rows
            bytes[13] = 1;
            Arrays.fill(bytes, 24, 32, (byte) 0);
            bytes[27] = 1;
            bytes[31] = 1;
            assertRefused(bytes, "at most 65535 tiles");
        }

        @Test
        void aPictureThatItsBytesCannotFill() {
            var bytes = stream.clone();
            for (var at : List.of(8, 12, 24, 28)) { // one tile of 16,384 × 16,384
                bytes[at + 2] = 0x40;
                bytes[at + 3] = 0;
            }
            assertThatThrownBy(
                            () -> Jpeg2000Decoder.decode(bytes, new FrameSize(16_384, 16_384, 1)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("must take more than");
        }

        @Test
        void subsampledComponents() {
            assertRefused(changed(43, 2), "subsampled");
        }
    }

    /** Truncated or damaged at random: a picture or a refusal. */
    @Test
    void damageEndsInARefusalOrAPicture() throws IOException {
        var random = new Random(SEED);
        var refused = 0;
        var runs = 0;
        for (var mode : MODES.entrySet()) {
            var stream =
                    Jj2000.encode(
                            GREY,
                            options -> {
                                options.setLossless(true);
                                mode.getValue().accept(options);
                            });
            for (var run = 0; run < 300; run++, runs++) {
                var bytes =
                        random.nextInt(4) == 0
                                ? Arrays.copyOf(stream, random.nextInt(stream.length))
                                : stream.clone();
                for (var hits = random.nextInt(5); hits > 0 && bytes.length > 0; hits--) {
                    var range = random.nextBoolean() ? bytes.length : Math.min(200, bytes.length);
                    bytes[random.nextInt(range)] = (byte) random.nextInt();
                }
                try {
                    var decoded = Jpeg2000Decoder.decode(bytes, size(GREY));
                    assertThat(decoded.samples()).hasSize(WIDTH * HEIGHT);
                } catch (CodecException e) {
                    refused++;
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            "seed %d, %s, run %d".formatted(SEED, mode.getKey(), run), e);
                }
            }
        }
        assertThat(refused).isBetween(runs / 4, runs - 1);
    }
}
