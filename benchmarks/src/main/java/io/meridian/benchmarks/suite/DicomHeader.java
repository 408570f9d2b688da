package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.CheckedSide;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Parsing the headers of many files beside pydicom. */
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
        List<Path> files = HeaderFiles.of(setting, notes);
        Path list = setting.work().resolve("files.txt");
        Files.write(list, files.stream().map(Path::toString).toList());
        int passes = setting.pick(5, 1);
        Side ours = () -> HeaderFiles.parse(files, passes);
        var resources = new Resources();
        var python =
                resources.add(
                        new PythonSide(
                                setting,
                                DicomHeader.class,
                                "dicom_header.py",
                                List.of(list.toString(), String.valueOf(passes))));
        var peer = new CheckedSide(python, () -> compare(setting, files, list));
        var figures =
                List.of(
                        Figure.millisEach("pass over all files", passes),
                        Figure.rate("files", (double) files.size() * passes));
        var one = new Case("%d files".formatted(files.size()), ours, peer, figures);
        return new Trial(List.of(one), notes, resources);
    }

    /** As many attributes before the pixels, the same instance and rows, file by file. */
    private static void compare(Setting setting, List<Path> files, Path list) throws IOException {
        var theirs =
                PythonSide.once(
                                setting,
                                DicomHeader.class,
                                "dicom_header_check.py",
                                List.of(list.toString()))
                        .lines()
                        .toList();
        for (int i = 0; i < files.size(); i++) {
            var file = Part10.open(files.get(i));
            var ours =
                    "%d|%s|%s"
                            .formatted(
                                    HeaderFiles.attributes(file),
                                    HeaderFiles.instance(file),
                                    file.dataSet().integer(Tags.Rows, 0));
            if (i >= theirs.size() || !theirs.get(i).equals(ours)) {
                throw new BenchmarkException(
                        "both read another header in %s: %s attributes, not %s"
                                .formatted(
                                        files.get(i).getFileName(),
                                        ours.split("\\|", -1)[0],
                                        i < theirs.size()
                                                ? theirs.get(i).split("\\|", -1)[0]
                                                : "any"));
            }
        }
    }
}
