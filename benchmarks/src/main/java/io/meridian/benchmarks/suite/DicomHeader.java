package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.DicomParseException;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Parsing the headers of many files, of the real data set if it is here. */
final class DicomHeader implements Benchmark {
    @Override
    public String name() {
        return "dicom-header";
    }

    @Override
    public String summary() {
        return "parses the header of every file of a folder, in one warm process";
    }

    @Override
    public Peer peer(Setting setting) {
        return setting.programs().pythonPackage("pydicom");
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        var notes = new ArrayList<String>();
        List<Path> files = setting.has("dicom") ? real(setting, notes) : generated(setting, notes);
        Path list = setting.work().resolve("files.txt");
        Files.write(list, files.stream().map(Path::toString).toList());
        int passes = setting.pick(5, 1);
        Side ours = () -> parse(files, passes);
        var resources = new Resources();
        Side peer =
                resources.add(
                        new PythonSide(
                                setting,
                                DicomHeader.class,
                                "dicom_header.py",
                                List.of(list.toString(), String.valueOf(passes))));
        var figures =
                List.of(
                        Figure.millisEach("pass over all files", passes),
                        Figure.rate("files", (double) files.size() * passes));
        var one = new Case("%d files".formatted(files.size()), ours, peer, figures);
        return new Trial(List.of(one), notes, resources);
    }

    private static List<Path> real(Setting setting, List<String> notes) throws IOException {
        List<Path> candidates;
        try (var walk = Files.walk(setting.data().resolve("dicom"))) {
            candidates =
                    walk.filter(Files::isRegularFile)
                            .filter(DicomHeader::looksLikeDicom)
                            .sorted()
                            .toList();
        }
        var files = new ArrayList<Path>();
        for (Path file : candidates) {
            try {
                Part10.read(file);
                files.add(file);
            } catch (DicomParseException e) {
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

    private static double parse(List<Path> files, int passes) throws IOException {
        long begin = System.nanoTime();
        long attributes = 0;
        for (int pass = 0; pass < passes; pass++) {
            for (Path file : files) {
                attributes += Part10.read(file).dataSet().size();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (attributes == 0) {
            throw new BenchmarkException("no file held an attribute");
        }
        return seconds;
    }
}
