package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Attributes of images set at random: a picture, or a refusal; never another exception. */
class HostileAttributesTests {
    private static final long SEED = 20261125;
    private static final int RUNS = 20_000;
    private static final List<String> PHOTOMETRIC =
            List.of(
                    "MONOCHROME1",
                    "MONOCHROME2",
                    "PALETTE COLOR",
                    "RGB",
                    "YBR_FULL",
                    "YBR_FULL_422",
                    "YBR_PARTIAL_422",
                    "HSV",
                    "");
    private static final List<TransferSyntax> SYNTAXES =
            List.of(
                    TransferSyntax.EXPLICIT_LITTLE,
                    TransferSyntax.RLE,
                    TransferSyntax.JPEG_LS_LOSSLESS,
                    TransferSyntax.JPEG_BASELINE,
                    TransferSyntax.JPEG_2000,
                    Codecs.DEFLATED_FRAMES);

    private final Random random = new Random(SEED);

    @Test
    void endInAPictureOrARefusal() throws IOException {
        var pictures = 0;
        var refusals = 0;
        for (var run = 0; run < RUNS; run++) {
            var syntax = SYNTAXES.get(random.nextInt(3) == 0 ? random.nextInt(6) : 0);
            try {
                pictures += use(DicomFile.of(object(syntax), syntax));
            } catch (DicomException e) {
                assertThat(e.getMessage()).isNotBlank();
                refusals++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, run %d".formatted(SEED, run), e);
            }
        }
        assertThat(pictures).isGreaterThan(500);
        assertThat(refusals).isGreaterThan(500);
    }

    private static int use(DicomFile file) throws IOException {
        var frames = Frames.of(file);
        var last = Math.max(0, frames.available() - 1);
        Rendering.image(frames, last, View.DEFAULT.withOverlays());
        NpyWriter.write(frames, OutputStream.nullOutputStream());
        Transcoder.write(file, TransferSyntax.RLE, OutputStream.nullOutputStream());
        return 1;
    }

    private DataSet object(TransferSyntax syntax) {
        var allocated = pick(8, 8, 16, 16, 1, 12, 24, 32, 64, 7, 0);
        var samples = pick(1, 1, 1, 3, 2, 4, 0);
        var builder =
                Pictures.image(PHOTOMETRIC.get(random.nextInt(9)), samples, allocated, allocated)
                        .numbers(Tags.Rows, pick(1, 2, 5, 8, 0))
                        .numbers(Tags.Columns, pick(1, 2, 4, 7, 65_535))
                        .numbers(Tags.BitsStored, random.nextInt(1, allocated + 2))
                        .numbers(Tags.HighBit, random.nextInt(allocated + 1))
                        .numbers(Tags.PixelRepresentation, random.nextInt(2))
                        .numbers(Tags.PlanarConfiguration, random.nextInt(2))
                        .numbers(Tags.NumberOfFrames, pick(1, 1, 2, 3, -1, 1 << 20));
        for (var i = random.nextInt(6); i > 0; i--) {
            extra(builder);
        }
        if (syntax.isEncapsulated()) {
            var items = new ArrayList<Content>();
            items.add(Content.of(random.nextBoolean() ? new byte[0] : noise(12)));
            for (var i = random.nextInt(4); i >= 0; i--) {
                items.add(Content.of(noise(300)));
            }
            return builder.put(
                            new Element(Tags.PixelData, Vr.OB, new Element.Value.Fragments(items)))
                    .build();
        }
        var pixels = random.nextInt(20) == 0 ? PixelTags.FloatPixelData : Tags.PixelData;
        return builder.bytes(pixels, Vr.OW, noise(2000)).build();
    }

    private void extra(DataSet.Builder builder) {
        switch (random.nextInt(8)) {
            case 0 -> builder.numbers(Tags.WindowCenter, random.nextGaussian() * 1000);
            case 1 -> builder.numbers(Tags.WindowWidth, random.nextGaussian() * 1000);
            case 2 ->
                    builder.numbers(Tags.RescaleSlope, random.nextGaussian())
                            .numbers(Tags.RescaleIntercept, random.nextGaussian());
            case 3 -> builder.sequence(PixelTags.VOILUTSequence, table());
            case 4 -> builder.sequence(PixelTags.ModalityLUTSequence, table());
            case 5 -> palette(builder);
            case 6 -> overlay(builder, 0x60000000 | (random.nextInt(17) << 17));
            default -> builder.bytes(PixelTags.PixelPaddingValue, Vr.US, noise(4));
        }
    }

    private DataSet table() {
        return DataSet.builder()
                .bytes(PixelTags.LUTDescriptor, Vr.US, descriptor())
                .bytes(PixelTags.LUTData, Vr.OW, noise(100))
                .build();
    }

    private void palette(DataSet.Builder builder) {
        for (var channel = 1; channel <= 3; channel++) {
            var segmented = random.nextInt(3) == 0;
            var data = noise(120);
            if (segmented) {
                for (var i = 0; i < data.length; i++) {
                    data[i] = (byte) (data[i] % 4);
                }
            }
            builder.bytes(new Tag(0x00281100 + channel), Vr.US, descriptor())
                    .bytes(new Tag((segmented ? 0x00281220 : 0x00281200) + channel), Vr.OW, data);
        }
    }

    private byte[] descriptor() {
        var bytes = noise(2).length == 0 ? new byte[4] : new byte[6];
        bytes[0] = (byte) random.nextInt(30);
        bytes[2] = (byte) random.nextInt();
        if (bytes.length > 4) {
            bytes[4] = (byte) pick(8, 16, 12, 0, 255);
        }
        return bytes;
    }

    private void overlay(DataSet.Builder builder, int base) {
        builder.bytes(new Tag(base | 0x10), Vr.US, small())
                .bytes(new Tag(base | 0x11), Vr.US, small())
                .bytes(new Tag(base | 0x50), Vr.SS, noise(6))
                .bytes(new Tag(base | 0x102), Vr.US, small());
        if (random.nextBoolean()) {
            builder.bytes(new Tag(base | 0x3000), Vr.OW, noise(20));
        }
        if (random.nextInt(3) == 0) {
            builder.text(new Tag(base | 0x15), Vr.IS, Integer.toString(random.nextInt()))
                    .bytes(new Tag(base | 0x51), Vr.US, small());
        }
    }

    private byte[] small() {
        return new byte[] {(byte) random.nextInt(10), (byte) (random.nextInt(20) == 0 ? 255 : 0)};
    }

    private byte[] noise(int most) {
        var bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
