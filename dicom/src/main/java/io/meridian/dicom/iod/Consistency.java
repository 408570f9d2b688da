package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.util.List;

/** Attributes that must agree with each other. */
final class Consistency {
    private static final Tag SHARED = Tag.of(0x5200, 0x9229);
    private static final Tag ORGANIZATION = Tag.of(0x0020, 0x9311);
    private static final Tag PER_FRAME = Tag.of(0x5200, 0x9230);

    private static final List<Tag> META_REQUIRED =
            List.of(
                    Tags.FileMetaInformationVersion,
                    Tags.MediaStorageSOPClassUID,
                    Tags.MediaStorageSOPInstanceUID,
                    Tags.TransferSyntaxUID,
                    Tags.ImplementationClassUID);

    private final Findings findings;

    Consistency(Findings findings) {
        this.findings = findings;
    }

    void check(DataSet meta, DataSet dataSet) {
        if (meta.size() > 0) {
            META_REQUIRED.forEach(tag -> required(meta, tag));
        }
        same(meta, Tags.MediaStorageSOPClassUID, dataSet, Tags.SOPClassUID);
        same(meta, Tags.MediaStorageSOPInstanceUID, dataSet, Tags.SOPInstanceUID);
        perFrame(dataSet);
        var frames = dataSet.items(PER_FRAME).size();
        if (frames > 0 && dataSet.integer(Tags.NumberOfFrames, 1) != frames) {
            findings.add(
                    Severity.ERROR,
                    Rule.INCONSISTENT,
                    TagPath.of(PER_FRAME),
                    "there is one item for each of Number of Frames",
                    "PS3.3 C.7.6.16");
        }
    }

    /** Required unless the frames' places follow from the tiles (table C.7.6.16-1). */
    private void perFrame(DataSet dataSet) {
        if (dataSet.contains(SHARED)
                && !dataSet.contains(PER_FRAME)
                && !dataSet.first(ORGANIZATION).equals("TILED_FULL")) {
            findings.add(
                    Severity.ERROR,
                    Rule.MISSING,
                    TagPath.of(PER_FRAME),
                    "type 1C, required where the frames are not TILED_FULL",
                    "PS3.3 C.7.6.16");
        }
    }

    private void required(DataSet meta, Tag tag) {
        var element = meta.get(tag);
        if (element.isEmpty() || element.get().isEmpty()) {
            findings.add(
                    Severity.ERROR,
                    element.isEmpty() ? Rule.MISSING : Rule.EMPTY,
                    TagPath.of(tag),
                    "type 1, required in file meta information",
                    "PS3.10 7.1");
        }
    }

    private void same(DataSet meta, Tag metaTag, DataSet dataSet, Tag tag) {
        var declared = meta.first(metaTag);
        if (!declared.isEmpty() && !declared.equals(dataSet.first(tag))) {
            findings.add(
                    Severity.ERROR,
                    Rule.INCONSISTENT,
                    TagPath.of(metaTag),
                    "file meta information names another object than the data set",
                    "PS3.10 7.1");
        }
    }
}
