package io.meridian.benchmarks.suite;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.util.Random;

/** Generated Secondary Capture objects with the header of a usual image; no one's data. */
final class Captures {
    private Captures() {}

    static String uid(int index) {
        return "2.25.4711" + (1_000_000 + index);
    }

    /** A grey square of {@code side} × {@code side} bytes. */
    static DataSet square(int index, int side) {
        byte[] pixels = new byte[side * side];
        new Random(index).nextBytes(pixels);
        return DataSet.builder()
                .text(Tags.SpecificCharacterSet, "ISO_IR 192")
                .text(Tags.ImageType, "DERIVED", "SECONDARY")
                .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                .text(Tags.SOPInstanceUID, uid(index))
                .text(Tags.StudyDate, "20260102")
                .text(Tags.StudyTime, "101112")
                .text(Tags.AccessionNumber, "A%d".formatted(index))
                .text(Tags.Modality, "OT")
                .text(Tags.ConversionType, "WSD")
                .text(Tags.Manufacturer, "Benchmark")
                .text(Tags.StudyDescription, "Generated square")
                .text(Tags.PatientName, "Square^%d".formatted(index))
                .text(Tags.PatientID, "S%d".formatted(index))
                .text(Tags.PatientBirthDate, "19700101")
                .text(Tags.PatientSex, "O")
                .text(Tags.StudyInstanceUID, uid(index) + ".1")
                .text(Tags.SeriesInstanceUID, uid(index) + ".2")
                .text(Tags.SeriesNumber, "1")
                .text(Tags.InstanceNumber, "1")
                .numbers(Tags.SamplesPerPixel, 1)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .numbers(Tags.Rows, side)
                .numbers(Tags.Columns, side)
                .numbers(Tags.BitsAllocated, 8)
                .numbers(Tags.BitsStored, 8)
                .numbers(Tags.HighBit, 7)
                .numbers(Tags.PixelRepresentation, 0)
                .bytes(Tags.PixelData, Vr.OW, pixels)
                .build();
    }
}
