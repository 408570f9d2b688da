package io.meridian.cli.modality;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.cli.CommandLineRun;
import io.meridian.cli.dicom.DicomFiles;
import io.meridian.dicom.Tags;
import io.meridian.model.numpy.NpzFile;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzImagesTests {
    @TempDir private Path folder;

    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Array(String shape, byte[] values) {}

    private Path npz(Array images, Array labels) throws IOException {
        var file = folder.resolve("data.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : List.of("train", "val", "test")) {
                put(zip, part + "_images", images);
                put(zip, part + "_labels", labels);
            }
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, Array array) throws IOException {
        var header =
                "{'descr': '|u1', 'fortran_order': False, 'shape': %s, }\n"
                        .formatted(array.shape());
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(HexFormat.of().parseHex("934e554d50590100"));
        zip.write(
                ByteBuffer.allocate(2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) header.length())
                        .array());
        zip.write(header.getBytes(StandardCharsets.US_ASCII));
        zip.write(array.values());
    }

    private CommandLineRun convert(Path npz) {
        return CommandLineRun.of(
                "modality", "convert", npz.toString(), "--out", folder.resolve("out").toString());
    }

    /** Odd in both directions, so that padding is needed. */
    @Test
    void pixelsAndLabelsComeThrough() throws IOException {
        var pixels = new byte[2 * 3 * 5];
        for (var i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 8);
        }
        var run =
                convert(
                        npz(
                                new Array("(2, 3, 5)", pixels),
                                new Array("(2, 1)", new byte[] {1, 0})));

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).contains("6 objects");
        var read = LabelledFolder.read(folder.resolve("out"));
        assertThat(read.knowsSubjects()).isFalse();
        assertThat(read.images()).hasSize(6);
        var first = folder.resolve("out/validation/validation-00000.dcm");
        var dataSet = DicomFiles.read(first).dataSet();
        assertThat(dataSet.integer(Tags.Rows, 0)).isEqualTo(3);
        assertThat(dataSet.integer(Tags.Columns, 0)).isEqualTo(5);
        assertThat(dataSet.bytes(Tags.PixelData))
                .hasSize(16)
                .startsWith(java.util.Arrays.copyOf(pixels, 15));
        assertThat(
                        read.images().stream()
                                .map(LabelledFolder.Member::image)
                                .filter(image -> image.file().equals(first)))
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.label()).isEqualTo("pneumonia");
                    assertThat(image.split()).isEqualTo("validation");
                });
    }

    @Test
    void labelsThatDoNotMatchAreRefused() throws IOException {
        var two = new Array("(2, 3, 5)", new byte[30]);

        var few = convert(npz(two, new Array("(1, 1)", new byte[1])));
        assertThat(few.errors()).contains("one label for each of the 2 images");
        var other = convert(npz(two, new Array("(2, 1)", new byte[] {0, 7})));
        assertThat(other.errors()).contains("must hold only 0 and 1; it holds 7");
        var wide = convert(npz(two, new Array("(2, 2)", new byte[4])));
        assertThat(wide.errors()).contains("its shape is [2, 2]");
        assertThat(List.of(few.exit(), other.exit(), wide.exit())).doesNotContain(0);
        assertThat(folder.resolve("out/train")).as("nothing half-made").doesNotExist();
    }

    @Test
    void colourImagesAreRefused() throws IOException {
        var run =
                convert(
                        npz(
                                new Array("(1, 2, 2, 3)", new byte[12]),
                                new Array("(1, 1)", new byte[1])));

        assertThat(run.errors()).contains("must hold grey images as (count, rows, columns)");
    }

    @Test
    void pydicomReadsWhatNumpyHolds() throws IOException {
        var npz = Peers.data("pneumoniamnist/pneumoniamnist.npz");

        var images = new NpzImages("normal", "pneumonia").write(npz, folder.resolve("out"));
        var output =
                Peers.runPython(
                        List.of("pydicom", "numpy"),
                        """
                        import numpy, pydicom, sys
                        z = numpy.load(sys.argv[1]); bad = 0; n = 0
                        for part, split in (('train','train'),('val','validation'),('test','test')):
                            for i in range(0, len(z[part+'_images']), 97):
                                d = pydicom.dcmread('%s/%s/%s-%05d.dcm' % (sys.argv[2], split, split, i))
                                n += 1; bad += not (d.pixel_array == z[part+'_images'][i]).all()
                        print(n, bad, d.SOPClassUID.name, repr(str(d.PatientName)))
                        """,
                        npz,
                        folder.resolve("out"));

        assertThat(images).hasSize(4708 + 524 + 624);
        assertThat(output).isEqualTo("62 0 Secondary Capture Image Storage ''");
        try (var archive = NpzFile.open(npz)) {
            var labels = archive.bytes("test_labels").values();
            var test = images.stream().filter(image -> image.split().equals("test")).toList();
            for (var i = 0; i < labels.length; i++) {
                assertThat(test.get(i).label()).isEqualTo(labels[i] == 1 ? "pneumonia" : "normal");
            }
        }
    }

    @Test
    void theSameArchiveGivesTheSameObjects() throws IOException {
        var file =
                npz(
                        new Array("(1, 2, 2)", new byte[] {1, 2, 3, 4}),
                        new Array("(1,)", new byte[1]));
        var first = new NpzImages("normal", "pneumonia").write(file, folder.resolve("a"));
        var again = new NpzImages("normal", "pneumonia").write(file, folder.resolve("b"));

        for (var i = 0; i < first.size(); i++) {
            assertThat(Files.readAllBytes(first.get(i).file()))
                    .isEqualTo(Files.readAllBytes(again.get(i).file()));
        }
        assertThat(first.stream().map(LabelledImage::sopInstanceUid).distinct()).hasSize(3);
    }
}
