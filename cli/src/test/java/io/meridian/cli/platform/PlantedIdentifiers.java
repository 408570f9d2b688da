package io.meridian.cli.platform;

import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the modalities' images say of their invented patients. */
final class PlantedIdentifiers {
    private static final int BIRTH_DATES = 6;
    private static final List<Tag> WHOLE =
            List.of(
                    Tags.PatientID,
                    Tags.AccessionNumber,
                    Tags.SOPInstanceUID,
                    Tags.StudyInstanceUID,
                    Tags.SeriesInstanceUID,
                    Tags.PatientAddress);

    private PlantedIdentifiers() {}

    /** Identifiers of all objects below a folder. */
    static Set<String> below(Path folder) throws IOException {
        var found = new HashSet<String>();
        var births = new HashSet<String>();
        try (var files = Files.walk(folder)) {
            for (var file :
                    (Iterable<Path>)
                            files.filter(each -> each.toString().endsWith(".dcm"))::iterator) {
                var dataSet = Part10.read(file).dataSet();
                WHOLE.forEach(tag -> add(found, dataSet.first(tag)));
                for (var group : dataSet.first(Tags.PatientName).split("=", -1)) {
                    add(found, group);
                    add(found, group.replace("^", ""));
                    add(found, group.replace("^", " "));
                }
                // Eight digits are met by chance among enough numbers, so only some are looked for.
                if (births.size() < BIRTH_DATES) {
                    births.add(dataSet.first(Tags.PatientBirthDate));
                }
            }
        }
        births.forEach(each -> add(found, each));
        return found;
    }

    private static void add(Set<String> found, String identifier) {
        if (identifier.strip().length() >= 3) {
            found.add(identifier.strip());
        }
    }
}
