package io.meridian.governance;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.util.Random;

/** Image objects with a person in the header. */
public final class Images {
    public static final String DIGITAL_XRAY = "1.2.840.10008.5.1.4.1.1.1.1";
    public static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    public static final String INSTANCE_UID = "1.3.6.1.4.1.99999.7.1";

    private Images() {}

    /** A radiograph of a person, 12 bits, smooth with some noise. */
    public static DataSet.Builder radiograph(CharacterSet set, String name) {
        return picture(DataSet.builder().characterSet(set), 64, 64)
                .text(Tags.SOPClassUID, DIGITAL_XRAY)
                .text(Tags.SOPInstanceUID, INSTANCE_UID)
                .text(Tags.StudyInstanceUID, "1.3.6.1.4.1.99999.7")
                .text(Tags.SeriesInstanceUID, "1.3.6.1.4.1.99999.7.0")
                .text(Tags.Modality, "DX")
                .text(Tags.PatientName, name)
                .text(Tags.PatientID, "PID-0007712")
                .text(Tags.PatientBirthDate, "19620304")
                .text(Tags.PatientSex, "F")
                .text(Tags.StudyDate, "20240115")
                .text(Tags.StudyTime, "101112")
                .text(Tags.AccessionNumber, "ACC-555123")
                .text(Tags.PatientTelephoneNumbers, "13812345678")
                .text(Tags.ReferringPhysicianName, "HUANGFU^SONG")
                .text(Tags.InstitutionName, "First County Hospital")
                .text(Tags.StudyDescription, "CHEST PA");
    }

    /** Adds Image Pixel attributes and values. */
    public static DataSet.Builder picture(DataSet.Builder builder, int rows, int columns) {
        var random = new Random(5);
        var bytes = new byte[rows * columns * 2];
        for (var y = 0; y < rows; y++) {
            for (var x = 0; x < columns; x++) {
                var value =
                        (int)
                                (1800
                                        + 900 * Math.sin(x * 0.06) * Math.cos(y * 0.05)
                                        + 40 * random.nextGaussian());
                bytes[2 * (y * columns + x)] = (byte) value;
                bytes[2 * (y * columns + x) + 1] = (byte) (value >> 8);
            }
        }
        return builder.numbers(Tags.SamplesPerPixel, 1)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .numbers(Tags.Rows, rows)
                .numbers(Tags.Columns, columns)
                .numbers(Tags.BitsAllocated, 16)
                .numbers(Tags.BitsStored, 12)
                .numbers(Tags.HighBit, 11)
                .numbers(Tags.PixelRepresentation, 0)
                .bytes(Tags.PixelData, Vr.OW, bytes);
    }

    public static byte[] bytes(DataSet.Builder builder) {
        return bytes(builder, TransferSyntax.EXPLICIT_LITTLE);
    }

    public static byte[] bytes(DataSet.Builder builder, TransferSyntax syntax) {
        return Part10.bytes(DicomFile.of(builder.build(), syntax));
    }

    /** A private block in a group. */
    public static DataSet.Builder withPrivate(DataSet.Builder builder, String text) {
        return builder.text(new Tag(0x00090010), Vr.LO, "ACME")
                .text(new Tag(0x00091001), Vr.LT, text);
    }
}
