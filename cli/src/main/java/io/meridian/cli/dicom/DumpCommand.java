package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.dump.Dump;
import io.meridian.dicom.dump.DumpOptions;
import io.meridian.dicom.dump.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in a file, as people read it. */
@Command(
        name = "dump",
        description = "Print what is in files, one line an attribute; identity included.",
        mixinStandardHelpOptions = true)
final class DumpCommand implements Runnable {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "DICOM files")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--select",
            paramLabel = "ATTRIBUTE",
            description = {
                "only these: a keyword, a tag such as 0010,0020, or a path such as",
                "ReferencedSeriesSequence[0].SeriesInstanceUID; repeatable"
            })
    private List<String> selected = new ArrayList<>();

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "64",
            description = "characters of a value that are shown; default: ${DEFAULT-VALUE}")
    private int maximum = 64;

    @Option(names = "--paths", description = "print only where the attributes are")
    private boolean paths;

    @Override
    public void run() {
        var options = DumpOptions.DEFAULT.withMaximumCharacters(maximum);
        if (!selected.isEmpty()) {
            options = options.withSelection(Selection.of(selected));
        }
        if (paths) {
            options = options.withForm(DumpOptions.Form.PATHS);
        }
        for (var file : files) {
            if (files.size() > 1) {
                System.out.println("# " + file);
            }
            try {
                Dump.write(DicomFiles.open(file), options, System.out);
            } catch (IOException e) {
                throw new CommandException("%s cannot be read to its end".formatted(file), e);
            }
        }
    }
}
