package io.meridian.dicom;

import java.util.List;

/**
 * One DICOM object with its file meta information.
 *
 * @param meta group 0002; empty where the input had none
 * @param transferSyntax in which the data set was found, should the meta information err; pixels
 *     are in it, and it is written in it
 * @param warnings what was odd but readable; no values in them
 * @param preamble all that stood before the meta information: 128 bytes and DICM, or less
 */
public record DicomFile(
        DataSet meta,
        TransferSyntax transferSyntax,
        DataSet dataSet,
        List<Warning> warnings,
        Content preamble) {
    public DicomFile {
        warnings = List.copyOf(warnings);
    }

    /** With an empty preamble. */
    public DicomFile(
            DataSet meta, TransferSyntax transferSyntax, DataSet dataSet, List<Warning> warnings) {
        this(meta, transferSyntax, dataSet, warnings, Part10.emptyPreamble());
    }

    public String sopClassUid() {
        return dataSet.first(Tags.SOPClassUID);
    }

    public String sopInstanceUid() {
        return dataSet.first(Tags.SOPInstanceUID);
    }

    /** The same file with another data set in the same transfer syntax. */
    public DicomFile with(DataSet other) {
        return new DicomFile(meta, transferSyntax, other, warnings, preamble);
    }

    /** This object as PS3.10 wants a file: with the preamble and meta information it may lack. */
    public DicomFile conforming() {
        return preamble.length() == Part10.emptyPreamble().length() && meta.size() > 0
                ? this
                : of(dataSet, transferSyntax);
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
