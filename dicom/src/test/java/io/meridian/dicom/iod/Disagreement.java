package io.meridian.dicom.iod;

import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.iod.Finding.Rule;
import java.util.Set;

/**
 * Where this validator and dciodvfy (snapshot of 2022-06-18) differ, and why; the tables here are
 * of edition 2024e.
 */
final class Disagreement {
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
    private static final Set<String> TILED = Set.of(STORAGE + "66.4", STORAGE + "30");
    private static final Set<Tag> ORIENTATIONS =
            Set.of(Tag.of(0x0020, 0x0020), Tag.of(0x0020, 0x0037), Tag.of(0x0048, 0x0102));
    private static final String TOMOSYNTHESIS = STORAGE + "13.1.3";

    private Disagreement() {}

    static boolean onlyThere(String sopClass, Dciodvfy.Complaint error) {
        var tag = error.path().steps().getLast().tag();
        return error.path()
                        .equals(TagPath.of(Tags.FileMetaInformationGroupLength)) // made on writing
                || isOfUserOptions(sopClass, error)
                || isSinceTiledSegmentations(sopClass, tag)
                || isSinceFrameTypes(sopClass, tag)
                || isEmptyOfUndefinedLength(error, tag)
                || isOfCharacters(error, tag);
    }

    static boolean onlyHere(Finding finding) {
        return isUpperBound(finding) || isOperator(finding);
    }

    /** It checks some modules always that are a user's option and absent. */
    private static boolean isOfUserOptions(String sopClass, Dciodvfy.Complaint error) {
        if (error.rule() != Rule.MISSING || error.path().steps().size() != 1) {
            return false;
        }
        var tag = error.path().steps().getFirst().tag();
        var optional = false;
        for (var part : Tables.standard().iod(sopClass).orElseThrow().parts()) {
            if (part.module().list() >= 0 && has(part.module().list(), tag)) {
                if (part.usage() != Tables.Usage.USER_OPTION) {
                    return false;
                }
                optional = true;
            }
        }
        return optional;
    }

    private static boolean has(int list, Tag tag) {
        return Tables.standard().list(list).stream()
                .anyMatch(row ->
                        switch (row) {
                            case Row.Attribute(var other, _, _, _) -> other.equals(tag);
                            case Row.Sequence(var other, _, _, _, _) -> other.equals(tag);
                            case Row.Macro(var macro, _) -> has(macro, tag);
                            case Row.Verify _ -> false;
                        });
    }

    /** Orientations of tiled segmentations and parametric maps: CP 1984 to CP 2331, after 2022. */
    private static boolean isSinceTiledSegmentations(String sopClass, Tag tag) {
        return TILED.contains(sopClass) && ORIENTATIONS.contains(tag);
    }

    /** Frame Type of breast tomosynthesis has more values since. */
    private static boolean isSinceFrameTypes(String sopClass, Tag tag) {
        return sopClass.equals(TOMOSYNTHESIS) && tag.equals(Tag.of(0x0008, 0x9007));
    }

    /** An optional sequence without items; of undefined length it is not empty there. */
    private static boolean isEmptyOfUndefinedLength(Dciodvfy.Complaint error, Tag tag) {
        return error.rule() == Rule.ITEMS && tag.equals(Tag.of(0x0040, 0x0275));
    }

    /** It does not know GBK, and refuses TAB in UT, which CP 1425 allows. */
    private static boolean isOfCharacters(Dciodvfy.Complaint error, Tag tag) {
        return error.rule() == Rule.FORM
                && (tag.equals(Tags.PatientName) || tag.equals(Tag.of(0x0019, 0x1060)));
    }

    /** Where no item is needed, it does not count how many there are. */
    private static boolean isUpperBound(Finding finding) {
        return finding.rule() == Rule.ITEMS && finding.text().startsWith("0-");
    }

    /** Operators' Name is type 2 in the RT Series Module; it was not checked in RT Dose. */
    private static boolean isOperator(Finding finding) {
        return finding.path().equals(TagPath.of(Tag.of(0x0008, 0x1070)))
                && finding.module().equals("RT Series");
    }
}
