package io.meridian.cli.modality;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomUid;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Makes Secondary Capture objects (PS3.3 A.8.1) of grey 8-bit images about whose subject nothing is
 * known: name and number are empty, every object is a study of its own.
 */
@SuppressWarnings("ArrayRecordComponent") // a hash; never changed
record SecondaryCapture(byte[] origin) {
    private static final String DAY = "20260105";

    /** For the images of an archive, whose bytes decide the UIDs. */
    static SecondaryCapture ofArchive(byte[] archive) {
        return new SecondaryCapture(sha256(archive));
    }

    /**
     * One object.
     *
     * @param place of the image in the archive; decides its UIDs
     */
    DataSet object(String place, int rows, int columns, byte[] pixels) {
        var even = pixels.length % 2 == 0 ? pixels : Arrays.copyOf(pixels, pixels.length + 1);
        return DataSet.builder()
                .text(Tags.SpecificCharacterSet, "ISO_IR 192")
                .text(Tags.ImageType, "DERIVED", "SECONDARY")
                .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                .text(Tags.SOPInstanceUID, uid("instance", place))
                .text(Tags.StudyDate, DAY)
                .text(Tags.StudyTime, "090000")
                .text(Tags.ContentDate, DAY)
                .text(Tags.ContentTime, "090000")
                .text(Tags.AccessionNumber)
                .text(Tags.Modality, "DX")
                .text(Tags.ConversionType, "WSD")
                .text(Tags.ReferringPhysicianName)
                .text(Tags.PatientName)
                .text(Tags.PatientID)
                .text(Tags.PatientBirthDate)
                .text(Tags.PatientSex)
                .text(Tags.BodyPartExamined, "CHEST")
                .text(Tags.StudyInstanceUID, uid("study", place))
                .text(Tags.SeriesInstanceUID, uid("series", place))
                .text(Tags.StudyID)
                .numbers(Tags.SeriesNumber, 1)
                .numbers(Tags.InstanceNumber, 1)
                .text(Tags.PatientOrientation)
                .numbers(Tags.SamplesPerPixel, 1)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .numbers(Tags.Rows, rows)
                .numbers(Tags.Columns, columns)
                .numbers(Tags.BitsAllocated, 8)
                .numbers(Tags.BitsStored, 8)
                .numbers(Tags.HighBit, 7)
                .numbers(Tags.PixelRepresentation, 0)
                .bytes(Tags.PixelData, Vr.OB, even)
                .build();
    }

    private String uid(String role, String place) {
        var digest = digest();
        digest.update(origin);
        digest.update((role + "/" + place).getBytes(StandardCharsets.UTF_8));
        return DicomUid.derived(digest.digest()).value();
    }

    private static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
