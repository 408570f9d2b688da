package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.iod.Finding;
import io.meridian.dicom.iod.Finding.Severity;
import io.meridian.dicom.iod.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Objects against the standard. */
@Command(
        name = "validate",
        description = {
            "Hold objects against their IOD (PS3.3 edition 2024e): what is missing, empty or not",
            "allowed. Names attributes, never values. Fails if there is an error."
        },
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Runnable {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "DICOM files or folders of them")
    private List<Path> places = new ArrayList<>();

    @Option(names = "--notes", description = "also what is only worth knowing")
    private boolean notes;

    @Override
    public void run() {
        var errors = 0L;
        var warnings = 0L;
        var files = DicomFiles.below(places);
        for (var file : files) {
            var findings = Validator.standard().validate(DicomFiles.open(file));
            for (var finding : findings) {
                if (notes || finding.severity() != Severity.NOTE) {
                    System.out.println(file + ": " + finding);
                }
            }
            errors += count(findings, Severity.ERROR);
            warnings += count(findings, Severity.WARNING);
        }
        System.out.printf("%d objects, %d errors, %d warnings%n", files.size(), errors, warnings);
        if (errors > 0) {
            throw new CommandException("%d errors were found".formatted(errors));
        }
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream().filter(each -> each.severity() == severity).count();
    }
}
