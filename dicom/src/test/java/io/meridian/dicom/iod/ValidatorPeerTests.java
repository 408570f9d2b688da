package io.meridian.dicom.iod;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidatorPeerTests {
    private static final Set<Rule> COMPARED =
            EnumSet.of(Rule.MISSING, Rule.EMPTY, Rule.NOT_ALLOWED, Rule.ENUMERATED, Rule.ITEMS);

    /** What one comparison found. */
    private record Comparison(int same, List<Dciodvfy.Error> onlyTheirs, List<Finding> onlyOurs) {}

    private static Comparison compare(DicomFile file, Path path) {
        var theirs = Dciodvfy.errors(path);
        theirs.removeIf(each -> !COMPARED.contains(each.rule()));
        var same = 0;
        var onlyOurs = new ArrayList<Finding>();
        for (var finding : Validator.standard().validate(file)) {
            if (finding.severity() == Severity.ERROR && COMPARED.contains(finding.rule())) {
                if (theirs.remove(new Dciodvfy.Error(finding.rule(), finding.path()))) {
                    same++;
                } else {
                    onlyOurs.add(finding);
                }
            }
        }
        return new Comparison(same, List.copyOf(theirs), onlyOurs);
    }

    @Test
    void everyFileHasTheErrorsOfDciodvfy() throws IOException {
        var same = 0;
        for (var path : Samples.files()) {
            var c = compare(Part10.read(path), path);
            same += c.same();
            c.onlyTheirs().forEach(e -> System.out.println("THEIRS " + path.getFileName() + " " + e));
            c.onlyOurs().forEach(e -> System.out.println("OURS " + path.getFileName() + " " + e));
        }
        System.out.println("SAME " + same);
    }

    @Test
    void generated(@TempDir Path folder) throws IOException {
        for (var uid : Tables.standard().sopClasses()) {
            var dataSet = Objects.of(uid);
            var file = DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE);
            var path = folder.resolve("a.dcm");
            Part10.write(file, path);
            var c = compare(file, path);
            System.out.println("GEN " + uid + " " + dataSet.size() + " " + c.same() + " " + c.onlyTheirs().size() + " " + c.onlyOurs().size());
            c.onlyTheirs().forEach(e -> System.out.println("GTHEIRS " + uid + " " + e));
            c.onlyOurs().forEach(e -> System.out.println("GOURS " + uid + " " + e));
        }
    }
}
