package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Dump;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelDecoderTests {
    private static final Set<TransferSyntax> LOSSY =
            Set.of(
                    TransferSyntax.JPEG_BASELINE,
                    TransferSyntax.JPEG_EXTENDED,
                    TransferSyntax.JPEG_2000);

    @Test
    void storedValuesAreThoseOfPydicomExactlyUnlessTheSyntaxIsLossy(@TempDir Path folder)
            throws IOException {
        var python = Peers.python("numpy");
        var files = Samples.files();
        var command =
                new ArrayList<>(List.of(python, "src/test/python/pixels.py", folder.toString()));
        files.forEach(file -> command.add(file.toString()));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();

        var compared = 0;
        var differing = new ArrayList<String>();
        for (var line : output.text().lines().toList()) {
            var words = line.split(" ", -1);
            if (words[2].equals("-")) {
                continue; // pydicom has no decoder for it here
            }
            var path = files.get(Integer.parseInt(words[0]));
            var file = Part10.read(path);
            var theirs = values(Files.readAllBytes(folder.resolve(words[2])));
            var what = path.getFileName() + " frame " + words[1] + " in " + file.transferSyntax();
            try {
                var ours = PixelDecoder.decode(file, Integer.parseInt(words[1])).values();
                var allowed = LOSSY.contains(file.transferSyntax()) ? 1 : 0;
                if (ours.length != theirs.length) {
                    differing.add(
                            what + ": %d values, not %d".formatted(ours.length, theirs.length));
                } else if (largest(ours, theirs) > allowed) {
                    differing.add(what + ": by " + largest(ours, theirs));
                }
                compared++;
            } catch (PixelException e) {
                differing.add(what + ": " + e.getMessage());
            }
        }
        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(60);
    }

    private static int[] values(byte[] bytes) {
        var values = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    private static long largest(int[] ours, int[] theirs) {
        var largest = 0L;
        for (var i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs((long) ours[i] - theirs[i]));
        }
        return largest;
    }

    /** Damage anywhere in any real file: a refusal or a picture, never another exception. */
    @Test
    void damagedFilesEndInARefusalNeverInACrash() throws IOException {
        var seed = 20261125L;
        var random = new Random(seed);
        for (var path : Samples.files()) {
            var original = Files.readAllBytes(path);
            if (original.length > 100_000) {
                continue;
            }
            for (var run = 0; run < 40; run++) {
                var bytes = damaged(original, random);
                try {
                    var file = Part10.read(bytes);
                    Dump.text(file);
                    Dump.json(file.dataSet());
                    Rendering.png(file.dataSet(), PixelDecoder.decode(file, 0));
                } catch (DicomException e) {
                    assertThat(e.getMessage()).isNotBlank();
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            "seed %d, %s, run %d".formatted(seed, path.getFileName(), run), e);
                }
            }
        }
    }

    private static byte[] damaged(byte[] original, Random random) {
        var length = random.nextInt(4) == 0 ? random.nextInt(original.length) : original.length;
        var bytes = java.util.Arrays.copyOf(original, length);
        for (var hits = 1 + random.nextInt(8); hits > 0 && length > 0; hits--) {
            bytes[random.nextInt(length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** The picture would have 268 million values; the object has eight bytes. */
    @Test
    void aSizeThatThePixelDataCannotFillIsRefusedBeforeMemoryIsTaken() {
        for (var bits : List.of(1, 8, 16)) {
            var dataSet =
                    DataSet.builder()
                            .numbers(Tags.SamplesPerPixel, 1)
                            .numbers(Tags.Rows, 16_384)
                            .numbers(Tags.Columns, 16_384)
                            .numbers(Tags.BitsAllocated, bits)
                            .numbers(Tags.BitsStored, bits)
                            .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                            .bytes(Tags.PixelData, Vr.OW, new byte[8])
                            .build();
            var file = DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE);

            assertThatThrownBy(() -> PixelDecoder.decode(file, 0))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining("too short");
        }
    }
}
