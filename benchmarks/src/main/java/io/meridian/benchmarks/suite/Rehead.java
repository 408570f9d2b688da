package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.CheckedSide;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.JavaSide;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A large multi-frame object gets another patient; ours in a heap of 100 MB. */
final class Rehead implements Benchmark {
    private static final String HEAP = "-Xmx100m";
    private static final int SIDE = 512;
    private static final int FRAME = 2 * SIDE * SIDE;

    @Override
    public String name() {
        return "dicom-rehead";
    }

    @Override
    public String summary() {
        return "gives a multi-frame object of 500 MB another patient, ours in a heap of 100 MB";
    }

    @Override
    public Peer peer(Setting setting) {
        return setting.programs().pythonPackage("pydicom");
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        var resources = new Resources();
        int frames = setting.pick(1_000, 4);
        Path source = setting.work().resolve("large.dcm");
        write(source, frames);
        Path ours = setting.work().resolve("ours.dcm");
        Path theirs = setting.work().resolve("theirs.dcm");
        var java =
                resources.add(
                        new JavaSide(
                                setting,
                                Reheader.class,
                                List.of(HEAP, "-XX:+UseSerialGC"),
                                List.of(source.toString(), ours.toString())));
        var python =
                resources.add(
                        new PythonSide(
                                setting,
                                Rehead.class,
                                "rehead.py",
                                List.of(source.toString(), theirs.toString())));
        double megabytes = Files.size(source) / 1e6;
        var one =
                new Case(
                        "%.0f MB, %d frames".formatted(megabytes, frames),
                        java,
                        new CheckedSide(
                                python,
                                () -> {
                                    python.seconds();
                                    compare(setting, ours, theirs);
                                }),
                        List.of(Figure.seconds(), Figure.rate("MB", megabytes)));
        return new Trial(List.of(one), List.of(), resources);
    }

    /** The header by us, then the pixels in pieces: this process is small too. */
    private static void write(Path file, int frames) throws IOException {
        var dataSet =
                Slices.deep(SIDE).toBuilder()
                        .text(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7.3")
                        .text(Tags.NumberOfFrames, String.valueOf(frames))
                        .bytes(Tags.PixelData, Vr.OW, new byte[0])
                        .build();
        Part10.write(DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE), file);
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(out.length() - 4); // PixelData comes last: its length
            var length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putInt(frames * FRAME).array());
            var random = new Random(frames);
            byte[] frame = new byte[FRAME];
            for (int i = 0; i < frames; i++) {
                random.nextBytes(frame);
                out.write(frame);
            }
        }
    }

    /** pydicom reads both files and finds the same in them. */
    private static void compare(Setting setting, Path ours, Path theirs) throws IOException {
        var one = check(setting, ours);
        if (!one.equals(check(setting, theirs)) || !one.startsWith("New^Name N1 ")) {
            throw new BenchmarkException("both files must hold the same new header and pixels");
        }
    }

    private static String check(Setting setting, Path file) throws IOException {
        return PythonSide.once(setting, Rehead.class, "rehead_check.py", List.of(file.toString()));
    }
}
