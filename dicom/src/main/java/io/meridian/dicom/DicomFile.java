package io.meridian.dicom;

import java.util.List;

/**
 * One DICOM object with its file meta information.
 *
 * @param meta group 0002; empty where the input had none
 * @param warnings what was odd but readable; no values in them
 */
public record DicomFile(
        DataSet meta, TransferSyntax transferSyntax, DataSet dataSet, List<String> warnings) {
    public DicomFile {
        warnings = List.copyOf(warnings);
    }

    public String sopClassUid() {
        return dataSet.first(Tags.SOPClassUID);
    }

    public String sopInstanceUid() {
        return dataSet.first(Tags.SOPInstanceUID);
    }

    /** A new object with a meta group of our own. */
    public static DicomFile of(DataSet dataSet, TransferSyntax transferSyntax) {
        return new DicomFile(
                Part10.meta(
                        dataSet.first(Tags.SOPClassUID),
                        dataSet.first(Tags.SOPInstanceUID),
                        transferSyntax),
                transferSyntax,
                dataSet,
                List.of());
    }
}
