package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files whose headers are parsed, real ones if they are here, and our way of parsing them. */
final class HeaderFiles {
    /** Float, double and integer pixels begin here; what comes later is no header. */
    private static final Tag PIXELS = Tag.of(0x7FE0, 0x0008);

    private HeaderFiles() {}

    /** The files, and notes on what was left out. */
    static List<Path> of(Setting setting, List<String> notes) throws IOException {
        return setting.has("dicom") ? real(setting, notes) : generated(setting, notes);
    }

    private static List<Path> real(Setting setting, List<String> notes) throws IOException {
        List<Path> candidates;
        try (var walk = Files.walk(setting.data().resolve("dicom"))) {
            candidates =
                    walk.filter(Files::isRegularFile)
                            .filter(HeaderFiles::looksLikeDicom)
                            .sorted()
                            .toList();
        }
        var files = new ArrayList<Path>();
        for (Path file : candidates) {
            try {
                Part10.open(file);
                files.add(file);
            } catch (DicomException e) {
                notes.add("%s is left out: %s".formatted(file.getFileName(), e.getMessage()));
            }
        }
        return files;
    }

    private static boolean looksLikeDicom(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".dcm") || !name.contains(".");
    }

    private static List<Path> generated(Setting setting, List<String> notes) throws IOException {
        notes.add("the data set dicom is not here; generated files are parsed instead");
        var files = new ArrayList<Path>();
        for (int i = 0; i < setting.pick(134, 3); i++) {
            Path file = setting.work().resolve("square-%d.dcm".formatted(i));
            var square = Captures.square(i, 128);
            Part10.write(DicomFile.of(square, TransferSyntax.EXPLICIT_LITTLE), file);
            files.add(file);
        }
        return files;
    }

    /** Seconds to parse each file as often. */
    static double parse(List<Path> files, int passes) throws IOException {
        long begin = System.nanoTime();
        long attributes = 0;
        for (int pass = 0; pass < passes; pass++) {
            for (Path file : files) {
                attributes += Part10.open(file).dataSet().size();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (attributes == 0) {
            throw new BenchmarkException("no file held an attribute");
        }
        return seconds;
    }

    /** How many attributes of ours stand before the pixels. */
    static long attributes(DicomFile file) {
        return file.dataSet().elements().stream()
                .filter(element -> element.tag().compareTo(PIXELS) < 0)
                .count();
    }

    /** What identifies a file in the comparison of both sides. */
    static String instance(DicomFile file) {
        return file.dataSet().first(Tags.SOPInstanceUID);
    }
}
