package io.meridian.edge.research;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Objects as modalities send them. */
final class Samples {
    static final String ROOT = "1.3.6.1.4.1.99999.31.";
    private static final String DIGITAL_XRAY = "1.2.840.10008.5.1.4.1.1.1.1";
    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

    private Samples() {}

    /** A person's radiograph, 12 bits. */
    static byte[] radiograph(int number, String patientId, String name, int side) {
        return bytes(person(number, patientId, name, side, ""));
    }

    /** The same with a name in its pixels. */
    static byte[] radiographWithText(int number, String patientId, String name, int side) {
        return bytes(person(number, patientId, name, side, "ZHANG SANFENG 1962"));
    }

    /** A small picture of a public collection: nobody is named. */
    static byte[] capture(int number, int side) {
        return bytes(
                picture(DataSet.builder(), number, side, "")
                        .text(Tags.SOPClassUID, SECONDARY_CAPTURE)
                        .text(Tags.SOPInstanceUID, uid(number))
                        .text(Tags.StudyInstanceUID, uid(number) + ".1")
                        .text(Tags.SeriesInstanceUID, uid(number) + ".2")
                        .text(Tags.Modality, "OT")
                        .text(Tags.ConversionType, "WSD"));
    }

    static String uid(int number) {
        return ROOT + number;
    }

    private static DataSet.Builder person(
            int number, String patientId, String name, int side, String text) {
        return picture(DataSet.builder().characterSet(CharacterSet.GB18030), number, side, text)
                .text(Tags.SOPClassUID, DIGITAL_XRAY)
                .text(Tags.SOPInstanceUID, uid(number))
                .text(Tags.StudyInstanceUID, uid(number) + ".1")
                .text(Tags.SeriesInstanceUID, uid(number) + ".2")
                .text(Tags.Modality, "DX")
                .text(Tags.PatientName, name)
                .text(Tags.PatientID, patientId)
                .text(Tags.PatientBirthDate, "19620304")
                .text(Tags.PatientSex, "F")
                .text(Tags.StudyDate, "20240115")
                .text(Tags.StudyTime, "101112")
                .text(Tags.AccessionNumber, "ACC-PLANTED-" + number)
                .text(Tags.PatientTelephoneNumbers, "13812345678")
                .text(Tags.InstitutionName, "青山县人民医院")
                .text(Tags.StudyDescription, "CHEST PA");
    }

    private static DataSet.Builder picture(
            DataSet.Builder builder, int number, int side, String text) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        var random = new Random(number);
        for (var y = 0; y < side; y++) {
            for (var x = 0; x < side; x++) {
                var value =
                        110
                                + 60 * Math.sin(x * 3.8 / side) * Math.cos(y * 3.2 / side)
                                + 2.5 * random.nextGaussian();
                image.getRaster().setSample(x, y, 0, (int) value);
            }
        }
        if (!text.isEmpty()) {
            var graphics = image.createGraphics();
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
            graphics.setColor(Color.WHITE);
            graphics.drawString(text, 10, 24);
            graphics.dispose();
        }
        var bytes = new byte[side * side * 2];
        for (var y = 0; y < side; y++) {
            for (var x = 0; x < side; x++) {
                var value = image.getRaster().getSample(x, y, 0) * 16;
                bytes[2 * (y * side + x)] = (byte) value;
                bytes[2 * (y * side + x) + 1] = (byte) (value >> 8);
            }
        }
        return builder.numbers(Tags.SamplesPerPixel, 1)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .numbers(Tags.Rows, side)
                .numbers(Tags.Columns, side)
                .numbers(Tags.BitsAllocated, 16)
                .numbers(Tags.BitsStored, 12)
                .numbers(Tags.HighBit, 11)
                .numbers(Tags.PixelRepresentation, 0)
                .bytes(Tags.PixelData, Vr.OW, bytes);
    }

    private static byte[] bytes(DataSet.Builder builder) {
        return Part10.bytes(DicomFile.of(builder.build(), TransferSyntax.EXPLICIT_LITTLE));
    }
}
