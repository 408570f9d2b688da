package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.CheckedSide;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.Programs;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.pixels.Transcoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file read and its frame decoded, beside GDCM. */
final class DicomDecode implements Benchmark {
    /**
     * One way of coding.
     *
     * @param program that encodes and its options; none where we encode
     * @param syntax what we encode in
     * @param tolerance levels that both may be apart: 0 if nothing is lost
     */
    private record Coding(
            String name, List<String> program, TransferSyntax syntax, int tolerance) {}

    private record Picture(String name, DataSet dataSet, int decodes) {}

    private static final Coding NATIVE =
            new Coding("native", List.of(), TransferSyntax.EXPLICIT_LITTLE, 0);
    private static final List<Coding> LOSSLESS =
            List.of(
                    NATIVE,
                    new Coding("RLE", List.of("gdcmconv", "--rle"), TransferSyntax.RLE, 0),
                    new Coding(
                            "JPEG-LS",
                            List.of("gdcmconv", "--jpegls"),
                            TransferSyntax.JPEG_LS_LOSSLESS,
                            0),
                    new Coding(
                            "lossless JPEG",
                            List.of("gdcmconv", "--jpeg"),
                            TransferSyntax.JPEG_LOSSLESS_SV1,
                            0),
                    new Coding(
                            "JPEG 2000",
                            List.of("gdcmconv", "--j2k"),
                            TransferSyntax.JPEG_2000_LOSSLESS,
                            0));
    private static final Coding BASELINE =
            new Coding("lossy JPEG", List.of("dcmcjpeg", "+eb"), TransferSyntax.JPEG_BASELINE, 1);
    private static final Coding EXTENDED =
            new Coding(
                    "lossy 12-bit JPEG",
                    List.of("dcmcjpeg", "+ee"),
                    TransferSyntax.JPEG_EXTENDED,
                    1);

    @Override
    public String name() {
        return "dicom-decode";
    }

    @Override
    public String summary() {
        return "reads a file and decodes its frame, in every kind of coding";
    }

    @Override
    public Peer peer(Setting setting) {
        return setting.programs().pythonPackage("python-gdcm");
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        var resources = new Resources();
        var notes = new ArrayList<String>();
        var cases = new ArrayList<Case>();
        var deep = new Picture("512x512x16", Slices.deep(512), setting.pick(40, 1));
        var shallow = new Picture("1024x1024x8", Slices.shallow(1_024, 1), setting.pick(10, 1));
        var large = new Picture("2048x2048x16", Slices.deep(2_048), setting.pick(3, 1));
        var colour = new Picture("1024x1024 RGB", Slices.shallow(1_024, 3), setting.pick(6, 1));
        for (var picture : List.of(deep, large, colour)) {
            for (var coding : LOSSLESS) {
                add(setting, picture, coding, cases, notes, resources);
            }
        }
        add(setting, shallow, BASELINE, cases, notes, resources);
        add(setting, deep, EXTENDED, cases, notes, resources);
        return new Trial(cases, notes, resources);
    }

    private static void add(
            Setting setting,
            Picture picture,
            Coding coding,
            List<Case> cases,
            List<String> notes,
            Resources resources)
            throws IOException {
        var name = coding.name + ", " + picture.name;
        Path file = setting.work().resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".dcm");
        if (!encode(setting, picture, coding, file)) {
            notes.add("%s is left out: %s is missing".formatted(name, coding.program.getFirst()));
            return;
        }
        var python =
                resources.add(
                        new PythonSide(
                                setting,
                                DicomDecode.class,
                                "dicom_decode.py",
                                List.of(file.toString(), String.valueOf(picture.decodes))));
        double megapixels = picture.dataSet.bytes(io.meridian.dicom.Tags.PixelData).length / 1e6;
        cases.add(
                new Case(
                        name,
                        () -> decode(file, picture.decodes),
                        new CheckedSide(python, () -> compare(setting, file, coding)),
                        List.of(
                                Figure.millisEach("frame", picture.decodes),
                                Figure.rate("MB", megapixels * picture.decodes))));
    }

    /** By the peer's program where there is one, else by ours; false if neither can. */
    private static boolean encode(Setting setting, Picture picture, Coding coding, Path file)
            throws IOException {
        var plain = DicomFile.of(picture.dataSet, TransferSyntax.EXPLICIT_LITTLE);
        if (coding.equals(NATIVE)) {
            Part10.write(plain, file);
            return true;
        }
        var program = setting.programs().find(coding.program.getFirst());
        if (program.isPresent()) {
            Path source = setting.work().resolve("plain.dcm");
            Part10.write(plain, source);
            var command = new ArrayList<>(coding.program);
            command.set(0, program.get().toString());
            command.add(source.toString());
            command.add(file.toString());
            var said = Programs.run(command);
            if (said.exit() != 0) {
                throw new BenchmarkException("encoding failed: " + said.text());
            }
            return true;
        }
        if (coding.syntax.equals(TransferSyntax.RLE)
                || coding.syntax.equals(TransferSyntax.JPEG_LS_LOSSLESS)) {
            try (var out = Files.newOutputStream(file)) {
                Transcoder.write(plain, coding.syntax, out);
            }
            return true;
        }
        return false;
    }

    private static double decode(Path file, int decodes) throws IOException {
        long begin = System.nanoTime();
        long bytes = 0;
        for (int i = 0; i < decodes; i++) {
            bytes += Frames.of(Part10.open(file)).stored(0).cells().length;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (bytes == 0) {
            throw new BenchmarkException("nothing was decoded");
        }
        return seconds;
    }

    private static void compare(Setting setting, Path file, Coding coding) throws IOException {
        Path theirs = setting.work().resolve("gdcm.raw");
        PythonSide.once(
                setting,
                DicomDecode.class,
                "dicom_decode_check.py",
                List.of(file.toString(), theirs.toString()));
        var ours = Frames.of(Part10.read(file)).stored(0);
        byte[] expected = Files.readAllBytes(theirs);
        byte[] cells = ours.cells();
        if (expected.length != cells.length) {
            throw new BenchmarkException(
                    "GDCM decodes %d bytes and we %d".formatted(expected.length, cells.length));
        }
        int width = ours.type().bytes();
        for (int i = 0; i < cells.length; i += width) {
            int apart = Math.abs(value(cells, i, width) - value(expected, i, width));
            if (apart > coding.tolerance) {
                throw new BenchmarkException(
                        "GDCM decodes another value: %d levels apart".formatted(apart));
            }
        }
    }

    private static int value(byte[] bytes, int at, int width) {
        int low = bytes[at] & 0xFF;
        return width == 1 ? low : low | (bytes[at + 1] & 0xFF) << 8;
    }
}
