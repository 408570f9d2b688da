package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.BenchmarkException;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.CheckedSide;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.Programs;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.dicom.Part10;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Parsing the headers of a folder of files beside dcmtk's dcmdump, which is kept from printing: it
 * searches an attribute that no file has, and stops before the pixels.
 */
final class DcmdumpHeader implements Benchmark {
    private static final String DCMDUMP = "dcmdump";

    /** An odd element of an even group that the standard never used. */
    private static final String ABSENT = "0012,ff01";

    private static final Pattern IN_BRACKETS = Pattern.compile("\\[(.*)]");

    @Override
    public String name() {
        return "dicom-header-dcmtk";
    }

    @Override
    public String summary() {
        return "parses the headers of a folder of copies, beside one dcmdump that prints nothing";
    }

    @Override
    public Peer peer(Setting setting) {
        var program = setting.programs().find(DCMDUMP);
        if (program.isEmpty()) {
            return new Peer.Missing(
                    DCMDUMP, "dcmdump is not on PATH (Debian/Ubuntu: apt-get install dcmtk)");
        }
        var said = Programs.run(List.of(program.get().toString(), "--version")).text();
        var version = said.lines().findFirst().orElse("").replaceAll("[$]|dcmtk: dcmdump v", "");
        return new Peer.Found("dcmtk dcmdump without printing", version.strip());
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        var notes = new ArrayList<String>();
        Path dcmdump = setting.programs().find(DCMDUMP).orElse(setting.work().resolve(DCMDUMP));
        List<Path> originals = new ArrayList<>();
        for (Path file : HeaderFiles.of(setting, notes)) {
            if (setting.programs().find(DCMDUMP).isEmpty() || reads(dcmdump, file)) {
                originals.add(file);
            } else {
                notes.add("%s is left out: dcmdump does not read it".formatted(file.getFileName()));
            }
        }
        Path folder = Files.createDirectories(setting.work().resolve("copies"));
        List<Path> copies = copies(originals, setting.pick(20, 2), folder);
        Side ours = () -> HeaderFiles.parse(copies, 1);
        Side peer =
                new CheckedSide(
                        () -> scan(dcmdump, folder), () -> compare(dcmdump, folder, copies));
        var figures =
                List.of(
                        Figure.millisEach("pass over all files", 1),
                        Figure.rate("files", copies.size()));
        var one =
                new Case(
                        "%d copies of %d files"
                                .formatted(copies.size() / originals.size(), originals.size()),
                        ours,
                        peer,
                        figures);
        return new Trial(List.of(one), notes, new Resources());
    }

    private static boolean reads(Path dcmdump, Path file) {
        return Programs.run(List.of(dcmdump.toString(), "-q", "-M", file.toString())).exit() == 0;
    }

    private static List<Path> copies(List<Path> files, int count, Path folder) throws IOException {
        var copies = new ArrayList<Path>();
        for (int copy = 0; copy < count; copy++) {
            for (int i = 0; i < files.size(); i++) {
                Path target = folder.resolve("%03d-%03d.dcm".formatted(copy, i));
                copies.add(Files.copy(files.get(i), target));
            }
        }
        return copies;
    }

    /** One process for all files, so that its start is a small part of its time. */
    private static double scan(Path dcmdump, Path folder) throws IOException {
        long begin = System.nanoTime();
        String said = search(dcmdump, folder, ABSENT);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!said.isBlank()) {
            throw new BenchmarkException("dcmdump printed what should not be there");
        }
        return seconds;
    }

    private static String search(Path dcmdump, Path folder, String tag) {
        var said =
                Programs.run(
                        List.of(
                                dcmdump.toString(),
                                "-q",
                                "-M",
                                "-Un",
                                "+sb",
                                "7fe0,0010",
                                "+sd",
                                "+P",
                                tag,
                                folder.toString()));
        if (said.exit() != 0) {
            throw new BenchmarkException("dcmdump ended with status " + said.exit());
        }
        return said.text();
    }

    /** As many SOP Instance UIDs, and the same where dcmdump knows that it is text. */
    private static void compare(Path dcmdump, Path folder, List<Path> copies) throws IOException {
        var theirs =
                search(dcmdump, folder, "0008,0018")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        var ours = new ArrayList<String>();
        for (Path copy : copies) {
            var instance = HeaderFiles.instance(Part10.open(copy));
            if (!instance.isEmpty()) {
                ours.add(instance);
            }
        }
        if (theirs.size() != ours.size()) {
            throw new BenchmarkException(
                    "dcmdump reads %d SOP Instance UIDs and we %d"
                            .formatted(theirs.size(), ours.size()));
        }
        var known = new HashSet<>(ours);
        for (String line : theirs) {
            var uid = IN_BRACKETS.matcher(line);
            if (uid.find() && !known.contains(uid.group(1))) {
                throw new BenchmarkException("dcmdump reads a SOP Instance UID that we do not");
            }
        }
    }
}
