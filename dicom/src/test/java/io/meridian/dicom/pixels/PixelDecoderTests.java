package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.dump.Dump;
import io.meridian.dicom.json.DicomJson;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.io.OutputStream;
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

    private static final Set<TransferSyntax> UNDECODABLE =
            Set.of(new TransferSyntax("1.2.840.10008.1.2.4.201"));

    @Test
    void storedValuesAreThoseOfPydicomExactlyUnlessTheSyntaxIsLossy(@TempDir Path folder)
            throws IOException {
        var python = Peers.python("numpy");
        var files = new ArrayList<>(Samples.files());
        try (var listed = Files.walk(Peers.data("dicom/dicomdir"))) {
            listed.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("DICOMDIR"))
                    .sorted()
                    .forEach(files::add);
        }
        var command =
                new ArrayList<>(List.of(python, "src/test/python/pixels.py", folder.toString()));
        files.forEach(file -> command.add(file.toString()));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();

        var compared = 0;
        var differing = new ArrayList<String>();
        var withoutPeer = new ArrayList<String>();
        for (var line : output.text().lines().toList()) {
            var words = line.split(" ", -1);
            var path = files.get(Integer.parseInt(words[0]));
            var file = Part10.read(path);
            var name = path.getFileName() + " frame " + words[1];
            if (words[2].equals("-")) {
                withoutPeer.add(name);
                continue;
            }
            if (UNDECODABLE.contains(file.transferSyntax())) {
                continue;
            }
            try {
                var ours = Frames.of(file).stored(Integer.parseInt(words[1]));
                var theirs = Files.readAllBytes(folder.resolve(words[2]));
                var allowed = LOSSY.contains(file.transferSyntax()) ? 1 : 0;
                var what = name + " in " + file.transferSyntax();
                if (!ours.type().numpy().substring(1).equals(words[3].substring(1))) {
                    differing.add(what + ": type " + ours.type() + ", not " + words[3]);
                } else if (largest(ours, little(theirs, words[3])) > allowed) {
                    differing.add(what + ": by " + largest(ours, little(theirs, words[3])));
                }
                compared++;
            } catch (PixelException e) {
                differing.add(name + ": " + e.getMessage());
            }
        }
        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(130);
        assertThat(withoutPeer)
                .allMatch(name -> name.startsWith("liver_") || name.startsWith("OT-PAL-8-face"));
    }

    /** NumPy marks big-endian types by the first letter. */
    private static byte[] little(byte[] bytes, String type) {
        if (!type.startsWith(">")) {
            return bytes;
        }
        var unit = Integer.parseInt(type.substring(2));
        var turned = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            turned[i / unit * unit + unit - 1 - i % unit] = bytes[i];
        }
        return turned;
    }

    private static double largest(StoredFrame ours, byte[] theirs) {
        var numbers =
                new StoredFrame(
                                ours.rows(),
                                ours.columns(),
                                ours.samples(),
                                ours.type(),
                                "",
                                theirs)
                        .numbers();
        var mine = ours.numbers();
        var largest = 0.0;
        for (var i = 0; i < mine.length; i++) {
            largest = Math.max(largest, Math.abs(mine[i] - numbers[i]));
        }
        return largest;
    }

    /** pydicom reads one bit a pixel only if it is not compressed. */
    @Test
    void segmentationsOfOneBitAreTheSameInEveryTransferSyntax() throws IOException {
        var plain = Frames.of(Part10.read(Peers.data("dicom/extra/liver.dcm")));
        for (var name : List.of("liver_rle", "liver_deflate", "liver_j2k")) {
            var other = Frames.of(Part10.read(Peers.data("dicom/extra/" + name + ".dcm")));
            for (var frame = 0; frame < plain.count(); frame++) {
                assertThat(other.stored(frame).cells())
                        .as("%s frame %d", name, frame)
                        .isEqualTo(plain.stored(frame).cells());
            }
        }
    }

    @Test
    void whatHasNoDecoderIsNamedAndMayBeCopied() throws IOException {
        var file = Part10.read(Peers.data("dicom/extra/HTJ2KLossless_08_RGB.dcm"));

        assertThatThrownBy(() -> PixelDecoder.decode(file, 0))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("1.2.840.10008.1.2.4.201 (High-Throughput JPEG 2000)")
                .hasMessageContaining("copied and sent unchanged");
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
                    DicomJson.text(file.dataSet());
                    var frames = Frames.of(file);
                    Rendering.png(Rendering.image(frames, 0, View.DEFAULT.withOverlays()));
                    if (run % 8 == 0) {
                        Transcoder.write(file, TransferSyntax.RLE, OutputStream.nullOutputStream());
                    }
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
