package io.meridian.dicom.fuzz;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpegls.JpegLsEncoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Compressed frames that can be made without a peer. */
final class Streams {
    private static final int SIDE = 16;
    private static final int LARGE = 256;

    private Streams() {}

    /** Syntaxes that one decoder reads. */
    static String family(TransferSyntax syntax) {
        return switch (syntax.uid().replace("1.2.840.10008.1.2", "")) {
            case ".4.50", ".4.51" -> "jpeg";
            case ".4.57", ".4.70" -> "jpeg-lossless";
            case ".4.80", ".4.81" -> "jpeg-ls";
            case ".4.90", ".4.91", ".4.92", ".4.93" -> "jpeg-2000";
            case ".5" -> "rle";
            default -> syntax.isEncapsulated() ? syntax.uid() : "native";
        };
    }

    static List<byte[]> of(CodecTarget target) {
        return switch (family(target.syntax())) {
            case "jpeg" -> jpeg();
            case "jpeg-2000" -> images("jpeg2000");
            case "jpeg-lossless" -> List.of(CodecTarget.seed(description(1), flat()));
            case "jpeg-ls" -> List.of(CodecTarget.seed(description(1), steps()));
            case "rle" -> List.of(CodecTarget.seed(description(1), runs()));
            default -> List.of();
        };
    }

    private static List<byte[]> jpeg() {
        var seeds = new ArrayList<>(images("jpeg"));
        seeds.add(CodecTarget.seed(description(3, LARGE), quarterWidth(image("jpeg", 3, LARGE))));
        return seeds;
    }

    /**
     * Colour of a quarter of the width instead of half of width and height: as many blocks in a
     * unit, and in all.
     */
    private static byte[] quarterWidth(byte[] jpeg) {
        for (var at = 0; at + 12 < jpeg.length; at++) {
            if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xC0 && jpeg[at + 11] == 0x22) {
                jpeg[at + 11] = 0x41;
                return jpeg;
            }
        }
        throw new IllegalStateException("the JRE writes colour of half the width and height");
    }

    private static List<byte[]> images(String format) {
        var seeds = new ArrayList<byte[]>();
        for (var samples : new int[] {1, 3}) {
            var image = image(format, samples, SIDE);
            if (image.length > 0) {
                seeds.add(CodecTarget.seed(description(samples), image));
            }
        }
        return seeds;
    }

    /** Nothing where there is no writer of the format. */
    private static byte[] image(String format, int samples, int side) {
        var type = samples == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        var image = new BufferedImage(side, side, type);
        var random = new Random(samples);
        for (var i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, random.nextInt(1 << 24));
        }
        var out = new ByteArrayOutputStream();
        try {
            return ImageIO.write(image, format, out) ? out.toByteArray() : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PS3.5 annex G: one segment; a replicated run, then literal bytes. */
    private static byte[] runs() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, 0, 0, 0, 64, 0, 0, 0});
        out.writeBytes(new byte[56]);
        out.writeBytes(new byte[] {-127, 5, 127});
        out.writeBytes(new byte[128]);
        return out.toByteArray();
    }

    /** ITU-T T.81 annex H: predictor 1, a table of two categories, every difference 0. */
    private static byte[] flat() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("ffd8" + "ffc3000b080010001001011100"));
        out.writeBytes(HexFormat.of().parseHex("ffc40015000101" + "00".repeat(14) + "0001"));
        out.writeBytes(HexFormat.of().parseHex("ffda0008010100010000"));
        out.writeBytes(new byte[SIDE * SIDE / 8]);
        out.writeBytes(HexFormat.of().parseHex("ffd9"));
        return out.toByteArray();
    }

    private static byte[] steps() {
        var samples = new int[SIDE * SIDE];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = i % 7 * (i / 64) & 0xFF;
        }
        return JpegLsEncoder.encode(samples, new FrameSize(SIDE, SIDE, 1), 8);
    }

    private static DataSet description(int samples) {
        return description(samples, SIDE);
    }

    private static DataSet description(int samples, int side) {
        return DataSet.builder()
                .numbers(Tags.SamplesPerPixel, samples)
                .text(Tags.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "YBR_FULL")
                .numbers(Tags.Rows, side)
                .numbers(Tags.Columns, side)
                .numbers(Tags.BitsAllocated, 8)
                .numbers(Tags.BitsStored, 8)
                .numbers(Tags.HighBit, 7)
                .build();
    }
}
