package io.meridian.edge;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.StorageScu;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/** Makes images with full headers in GB18030 and sends them by C-STORE. */
public final class Modality implements AutoCloseable {
    public static final String NAME = "Planted^Patient=王^小植";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String CLASS = SopClass.DIGITAL_X_RAY_FOR_PRESENTATION.uid();

    private final StorageScu association;

    public Modality(int port) {
        this(port, Hospital.MODALITY);
    }

    public Modality(int port, String title) {
        association =
                StorageScu.open(
                        new StorageScu.Peers(
                                title,
                                Hospital.EDGE,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                        Set.of(
                                new StorageScu.Presentation(CLASS, TransferSyntax.EXPLICIT_LITTLE),
                                new StorageScu.Presentation(
                                        SopClass.CT.uid(), TransferSyntax.EXPLICIT_LITTLE)),
                        TIMEOUT);
    }

    public StorageScu.Response send(DataSet image) {
        return send(
                image.first(Tags.SOPClassUID),
                image.first(Tags.SOPInstanceUID),
                Part10.dataSetBytes(image, TransferSyntax.EXPLICIT_LITTLE));
    }

    public StorageScu.Response send(String sopClass, String uid, byte[] bytes) {
        return association.store(
                sopClass, uid, TransferSyntax.EXPLICIT_LITTLE, new ByteArrayInputStream(bytes));
    }

    /** A grey image of one shade, 16 × 16, of patient and study as told. */
    public static DataSet image(String patient, int study, int number, int shade) {
        var pixels = new byte[256];
        Arrays.fill(pixels, (byte) shade);
        return DataSet.builder()
                .characterSet(CharacterSet.GB18030)
                .text(Tags.SOPClassUID, CLASS)
                .text(Tags.SOPInstanceUID, "1.2.826.0.1.77." + study + "." + number)
                .text(Tags.StudyInstanceUID, "1.2.826.0.1.88." + study)
                .text(Tags.SeriesInstanceUID, "1.2.826.0.1.99." + study)
                .text(Tags.PatientName, NAME)
                .text(Tags.PatientID, patient)
                .text(Tags.PatientBirthDate, "19530917")
                .text(Tags.PatientSex, "F")
                .text(Tags.StudyDate, "20260102")
                .text(Tags.AccessionNumber, "ACC-PLANTED-" + study)
                .text(Tags.Modality, "DX")
                .text(Tags.BodyPartExamined, "CHEST")
                .numbers(Tags.Rows, 16)
                .numbers(Tags.Columns, 16)
                .numbers(Tags.SamplesPerPixel, 1)
                .numbers(Tags.BitsAllocated, 8)
                .numbers(Tags.BitsStored, 8)
                .numbers(Tags.HighBit, 7)
                .numbers(Tags.PixelRepresentation, 0)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .bytes(Tags.PixelData, Vr.OB, pixels)
                .build();
    }

    @Override
    public void close() {
        association.close();
    }
}
