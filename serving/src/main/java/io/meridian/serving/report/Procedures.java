package io.meridian.serving.report;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.model.packaging.Code;
import java.util.Locale;
import java.util.Set;

/** What kind of procedure a report is about (PS3.16 context group 100). */
final class Procedures {
    static final Code CHEST_RADIOGRAPH = new Code("399208008", "SCT", "Plain chest X-ray");
    static final Code IMAGING = new Code("363679005", "SCT", "Imaging");
    private static final Set<String> RADIOGRAPHY = Set.of("DX", "CR", "RG");

    private Procedures() {}

    static Code of(DataSet image) {
        boolean chest = image.first(Tags.BodyPartExamined).toUpperCase(Locale.ROOT).equals("CHEST");
        return chest && RADIOGRAPHY.contains(image.first(Tags.Modality))
                ? CHEST_RADIOGRAPH
                : IMAGING;
    }
}
