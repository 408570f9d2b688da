package io.meridian.edge.reception;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The attributes of an object that searches ask for and get (PS3.18 tables 10.6.3-3 to 10.6.3-5 and
 * some more); sealed in its row. Values are as received; one that is longer than {@value
 * #VALUE_BYTES} bytes is left out.
 */
public record InstanceHeader(DataSet dataSet) {
    public static final String COLUMN = "instance.header";

    /** Available Transfer Syntax UID: what the object is stored in. */
    public static final Tag TRANSFER_SYNTAX = new Tag(0x00083002);

    private static final int VALUE_BYTES = 1 << 10;
    private static final Limits LIMITS = new Limits(1 << 20, 16, 10_000, 1 << 20);

    /** Of the patient and the study. */
    public static final List<Tag> STUDY =
            tags(
                    0x00080020, // StudyDate
                    0x00080030, // StudyTime
                    0x00080050, // AccessionNumber
                    0x00080080, // InstitutionName
                    0x00080090, // ReferringPhysicianName
                    0x00080201, // TimezoneOffsetFromUTC
                    0x00081030, // StudyDescription
                    0x00081048, // PhysiciansOfRecord
                    0x00100010, // PatientName
                    0x00100020, // PatientID
                    0x00100021, // IssuerOfPatientID
                    0x00100030, // PatientBirthDate
                    0x00100040, // PatientSex
                    0x00101010, // PatientAge
                    0x0020000D, // StudyInstanceUID
                    0x00200010); // StudyID

    public static final List<Tag> SERIES =
            tags(
                    0x00080021, // SeriesDate
                    0x00080031, // SeriesTime
                    0x00080060, // Modality
                    0x00080070, // Manufacturer
                    0x00081010, // StationName
                    0x0008103E, // SeriesDescription
                    0x00081050, // PerformingPhysicianName
                    0x00081090, // ManufacturerModelName
                    0x00180015, // BodyPartExamined
                    0x00181030, // ProtocolName
                    0x0020000E, // SeriesInstanceUID
                    0x00200011, // SeriesNumber
                    0x00200060, // Laterality
                    0x00400244, // PerformedProcedureStepStartDate
                    0x00400245, // PerformedProcedureStepStartTime
                    0x00400275); // RequestAttributesSequence

    public static final List<Tag> INSTANCE =
            tags(
                    0x00080008, // ImageType
                    0x00080012, // InstanceCreationDate
                    0x00080013, // InstanceCreationTime
                    0x00080016, // SOPClassUID
                    0x00080018, // SOPInstanceUID
                    0x00080022, // AcquisitionDate
                    0x00080023, // ContentDate
                    0x0008002A, // AcquisitionDateTime
                    0x00080032, // AcquisitionTime
                    0x00080033, // ContentTime
                    0x00083002, // AvailableTransferSyntaxUID
                    0x00185101, // ViewPosition
                    0x00200012, // AcquisitionNumber
                    0x00200013, // InstanceNumber
                    0x00200062, // ImageLaterality
                    0x00280002, // SamplesPerPixel
                    0x00280004, // PhotometricInterpretation
                    0x00280008, // NumberOfFrames
                    0x00280010, // Rows
                    0x00280011, // Columns
                    0x00280100, // BitsAllocated
                    0x00280101, // BitsStored
                    0x0040A043, // ConceptNameCodeSequence
                    0x0040A491, // CompletionFlag
                    0x0040A493, // VerificationFlag
                    0x00700080, // ContentLabel
                    0x00700081); // ContentDescription

    private static final List<Tag> IDENTIFIERS =
            List.of(
                    Tags.SOPClassUID,
                    Tags.SOPInstanceUID,
                    Tags.StudyInstanceUID,
                    Tags.SeriesInstanceUID);

    private static List<Tag> tags(int... values) {
        var tags = new ArrayList<Tag>();
        for (var value : values) {
            tags.add(new Tag(value));
        }
        return List.copyOf(tags);
    }

    /** All of them, or the identifiers alone if what was received cannot be read again. */
    static InstanceHeader of(DataSet object, TransferSyntax syntax) {
        var all = of(object, syntax, Stream.of(STUDY, SERIES, INSTANCE).flatMap(List::stream));
        try {
            read(all.bytes());
            return all;
        } catch (DicomException e) {
            return of(object, syntax, IDENTIFIERS.stream());
        }
    }

    private static InstanceHeader of(DataSet object, TransferSyntax syntax, Stream<Tag> tags) {
        var header = DataSet.builder();
        header.copy(object, Tags.SpecificCharacterSet);
        tags.map(object::get)
                .flatMap(Optional::stream)
                .filter(InstanceHeader::isShort)
                .forEach(header::put);
        header.text(TRANSFER_SYNTAX, Vr.UI, syntax.uid());
        return new InstanceHeader(header.build());
    }

    private static boolean isShort(Element element) {
        return switch (element.value()) {
            case Element.Value.Bytes(var content) -> content.length() <= VALUE_BYTES;
            case Element.Value.Items(_) ->
                    Part10.dataSetBytes(
                                            DataSet.builder().put(element).build(),
                                            TransferSyntax.EXPLICIT_LITTLE)
                                    .length
                            <= VALUE_BYTES;
            case Element.Value.Fragments(_) -> false;
        };
    }

    byte[] bytes() {
        return Part10.dataSetBytes(dataSet, TransferSyntax.EXPLICIT_LITTLE);
    }

    public static InstanceHeader read(byte[] bytes) {
        return new InstanceHeader(
                Part10.readDataSet(bytes, TransferSyntax.EXPLICIT_LITTLE, LIMITS));
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "InstanceHeader";
    }
}
