package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures against pydicom's look-up tables and dcmtk's dcm2pnm: at most one level apart. */
class RenderingPeerTests {
    private static final long SEED = 20261125;

    private final Path folder;

    RenderingPeerTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void realFilesLookAsPydicomsTablesMakeThem() throws IOException {
        assertThat(compareWithPydicom(io.meridian.dicom.Samples.files()))
                .isGreaterThanOrEqualTo(30);
    }

    @Test
    void windowsAndTablesAreThoseOfPydicom() throws IOException {
        var random = new Random(SEED);
        var files = new ArrayList<Path>();
        for (var i = 0; i < 120; i++) {
            var stored = random.nextInt(2, 17);
            var allocated = stored <= 8 && random.nextBoolean() ? 8 : 16;
            var signed = random.nextInt(2);
            var builder =
                    Pictures.image("MONOCHROME2", 1, allocated, stored)
                            .numbers(Tags.PixelRepresentation, signed);
            if (random.nextBoolean()) {
                builder.numbers(Tags.RescaleSlope, random.nextInt(1, 5) / 2.0)
                        .numbers(Tags.RescaleIntercept, random.nextInt(-1000, 1000))
                        .text(Tags.RescaleType, "US");
            }
            if (random.nextInt(3) == 0) {
                builder.sequence(PixelTags.VOILUTSequence, table(random, stored, signed));
            } else {
                builder.numbers(Tags.WindowCenter, random.nextInt(1 << stored) - (1 << stored) / 4)
                        .numbers(Tags.WindowWidth, 1 + random.nextInt(1 << stored))
                        .text(
                                PixelTags.VOILUTFunction,
                                List.of("LINEAR", "LINEAR_EXACT", "SIGMOID")
                                        .get(random.nextInt(3)));
            }
            var pixels =
                    Pictures.random(random, Pictures.ROWS * Pictures.COLUMNS, allocated, stored);
            if (signed == 1) {
                // pydicom does not extend signs
                pixels = Cells.normalised(pixels, allocated / 8, stored, 0, true);
            }
            var path = folder.resolve("grey" + i + ".dcm");
            Part10.write(Pictures.file(builder, pixels), path);
            files.add(path);
        }

        assertThat(compareWithPydicom(files)).isGreaterThanOrEqualTo(110);
    }

    private static DataSet table(Random random, int stored, int signed) {
        var bits = random.nextInt(10, 17); // pydicom 3.0 wraps indices of tables of 8 bits
        var size = random.nextInt(2, 1 + (1 << Math.min(stored, 12)));
        var first = random.nextInt(1 << Math.min(15, stored)) - (signed << (stored - 1));
        var data = ByteBuffer.allocate(2 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < size; i++) {
            data.putShort((short) random.nextInt(1 << bits));
        }
        var descriptor = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        descriptor.putShort((short) size).putShort((short) first).putShort((short) bits);
        return DataSet.builder()
                .bytes(PixelTags.LUTDescriptor, signed == 1 ? Vr.SS : Vr.US, descriptor.array())
                .bytes(PixelTags.LUTData, Vr.OW, data.array())
                .build();
    }

    private int compareWithPydicom(List<Path> files) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Peers.python("numpy", "pydicom", "jpeg_ls"),
                                "src/test/python/rendered.py",
                                folder.toString()));
        files.forEach(file -> command.add(file.toString()));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();
        var differing = new ArrayList<String>();
        var compared = 0;
        for (var line : output.text().lines().toList()) {
            var words = line.split(" ", -1);
            if (words[1].equals("-")) {
                continue;
            }
            var path = files.get(Integer.parseInt(words[0]));
            var file = Part10.read(path);
            if (!Codecs.isDecodable(file.transferSyntax())) {
                continue;
            }
            var theirs = Files.readAllBytes(folder.resolve(words[0] + "." + words[1]));
            var ours = picture(file, View.DEFAULT);
            if (Frames.of(file).decoded(0).isInverted()) {
                for (var i = 0; i < ours.length; i++) {
                    ours[i] = (byte) (255 - (ours[i] & 0xFF));
                }
            }
            var difference = largest(ours, theirs);
            if (difference > allowed(file)) {
                differing.add(path.getFileName() + " by " + difference);
            }
            compared++;
        }
        assertThat(differing).as("seed %d", SEED).isEmpty();
        return compared;
    }

    /** A level of a lossy component is up to two levels of a colour. */
    private static int allowed(DicomFile file) {
        var lossy =
                List.of(
                        TransferSyntax.JPEG_BASELINE,
                        TransferSyntax.JPEG_EXTENDED,
                        TransferSyntax.JPEG_2000);
        return lossy.contains(file.transferSyntax()) ? 4 : 1;
    }

    @Test
    void overlaysWindowsAndShapesAreDrawnAsDcmtkDrawsThem() throws IOException {
        var random = new Random(SEED);
        for (var kind :
                List.of(
                        "MONOCHROME2",
                        "MONOCHROME1",
                        "inverse",
                        "overlay",
                        "two overlays",
                        "in pixels")) {
            var builder =
                    Pictures.image(kind.equals("MONOCHROME1") ? kind : "MONOCHROME2", 1, 16, 12)
                            .numbers(Tags.WindowCenter, 2000)
                            .numbers(Tags.WindowWidth, 3000);
            if (kind.equals("inverse")) {
                builder.text(PixelTags.PresentationLUTShape, "INVERSE");
            }
            var pixels = Pictures.random(random, Pictures.ROWS * Pictures.COLUMNS, 16, 12);
            if (kind.contains("overlay")) {
                overlay(builder, random, 0x6000, 10, 12, 4, 5);
            }
            if (kind.startsWith("two")) {
                overlay(builder, random, 0x6002, 9, 70, -3, -2);
            }
            if (kind.equals("in pixels")) {
                embed(builder, random, pixels);
            }
            var file = Pictures.file(builder, pixels);
            assertThat(
                            largest(
                                    picture(file, View.DEFAULT.withOverlays()),
                                    byDcmtk(file, "+Wi", "1")))
                    .as("seed %d, %s", SEED, kind)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static void overlay(
            DataSet.Builder builder,
            Random random,
            int group,
            int rows,
            int columns,
            int originRow,
            int originColumn) {
        var bytes = new byte[((rows * columns + 7) / 8 + 1) / 2 * 2];
        random.nextBytes(bytes);
        describe(builder, group, rows, columns, originRow, originColumn, 1, 0);
        builder.bytes(new Tag((group << 16) | 0x3000), Vr.OW, bytes);
    }

    private static void embed(DataSet.Builder builder, Random random, byte[] pixels) {
        describe(builder, 0x6000, Pictures.ROWS, Pictures.COLUMNS, 1, 1, 16, 14);
        for (var i = 1; i < pixels.length; i += 2) {
            pixels[i] |= (byte) (random.nextBoolean() ? 0x40 : 0);
        }
    }

    private static void describe(
            DataSet.Builder builder,
            int group,
            int rows,
            int columns,
            int originRow,
            int originColumn,
            int allocated,
            int bit) {
        var base = group << 16;
        builder.bytes(new Tag(base | 0x10), Vr.US, words(rows))
                .bytes(new Tag(base | 0x11), Vr.US, words(columns))
                .text(new Tag(base | 0x40), Vr.CS, "G")
                .bytes(new Tag(base | 0x50), Vr.SS, words(originRow, originColumn))
                .bytes(new Tag(base | 0x100), Vr.US, words(allocated))
                .bytes(new Tag(base | 0x102), Vr.US, words(bit));
    }

    private static byte[] words(int... values) {
        var buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> buffer.putShort((short) value));
        return buffer.array();
    }

    @Test
    void coloursArePaintedAsDcmtkPaintsThem() throws IOException {
        var random = new Random(SEED);
        var pixels = Pictures.ROWS * Pictures.COLUMNS;
        for (var photometric : List.of("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422")) {
            var builder = Pictures.image(photometric, 3, 8, 8);
            var cells = photometric.endsWith("422") ? pixels * 2 : pixels * 3;
            var file = Pictures.file(builder, Pictures.random(random, cells, 8, 8));
            assertThat(largest(picture(file, View.DEFAULT), byDcmtk(file)))
                    .as("seed %d, %s", SEED, photometric)
                    .isLessThanOrEqualTo(photometric.equals("RGB") ? 0 : 2); // it rounds each term
        }
    }

    @Test
    void realFilesLookAsDcmtkShowsThem() throws IOException {
        var compared = 0;
        var differing = new ArrayList<String>();
        for (var path : io.meridian.dicom.Samples.files()) {
            var file = Part10.read(path);
            if (!file.dataSet().contains(Tags.PixelData)
                    || !Codecs.isDecodable(file.transferSyntax())
                    || file.dataSet().integer(Tags.BitsStored, 0) == 1
                    || file.dataSet().contains(PixelTags.SegmentedRedPalette)
                    || file.dataSet().integer(Tags.Rows, 0) > 1024) {
                continue;
            }
            var options = options(file);
            try (var plain = Transcoder.transcode(file, TransferSyntax.EXPLICIT_LITTLE)) {
                var theirs = byDcmtk(plain.file(), options);
                // dcmtk rounds each term of its colour conversion
                var photometric = plain.file().dataSet().first(Tags.PhotometricInterpretation);
                var difference = largest(picture(file, View.DEFAULT), theirs);
                if (difference > (photometric.startsWith("YBR") ? 2 : 1)) {
                    differing.add(path.getFileName() + " by " + difference);
                }
                compared++;
            }
        }
        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(50);
    }

    /** dcm2pnm does not look into functional groups, so windows are given to it. */
    private static String[] options(DicomFile file) {
        var dataSet = file.dataSet();
        if (dataSet.integer(Tags.SamplesPerPixel, 1) > 1) {
            return new String[0];
        }
        var offered = VoiLut.of(dataSet, 0);
        if (offered.isEmpty()) {
            return dataSet.integer(Tags.BitsStored, 0) <= 8
                    ? new String[] {"-W"}
                    : new String[] {"+Wm"};
        }
        return offered.getFirst() instanceof VoiLut.Window(var center, var width, _)
                ? new String[] {"+Ww", Double.toString(center), Double.toString(width)}
                : new String[] {"+Wl", "1"};
    }

    private byte[] byDcmtk(DicomFile file, String... options) throws IOException {
        var dicom = folder.resolve("in.dcm");
        var picture = folder.resolve("out.pnm");
        Part10.write(file, dicom);
        var arguments = new ArrayList<>(List.of("+op"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(dicom.toString(), picture.toString()));
        var output = Peers.runProgram("dcm2pnm", arguments.toArray(String[]::new));
        assertThat(output.exit()).as(output.text()).isZero();
        var bytes = Files.readAllBytes(picture);
        var frames = Frames.of(file);
        var channels = bytes[1] == '6' ? 3 : 1;
        return Arrays.copyOfRange(
                bytes, bytes.length - frames.rows() * frames.columns() * channels, bytes.length);
    }

    /** Bytes of grey or of red, green and blue. */
    private static byte[] picture(DicomFile file, View view) {
        var image = Rendering.image(Frames.of(file), 0, view);
        var raster = image.getRaster();
        var samples = raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        var bytes = new byte[samples.length];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return bytes;
    }

    private static int largest(byte[] ours, byte[] theirs) {
        assertThat(theirs).hasSameSizeAs(ours);
        var largest = 0;
        for (var i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs((ours[i] & 0xFF) - (theirs[i] & 0xFF)));
        }
        return largest;
    }
}
