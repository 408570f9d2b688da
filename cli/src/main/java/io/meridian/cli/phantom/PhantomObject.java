package io.meridian.cli.phantom;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * A phantom as a Digital X-Ray object for presentation (PS3.3 A.26), with the headers that a device
 * writes, in GB18030.
 *
 * @param number of the examination at this hospital; in the accession number
 */
record PhantomObject(
        PhantomHospital hospital,
        InventedPatient patient,
        Uids uids,
        int number,
        LocalDate day,
        LocalTime time) {
    private static final Tag KVP = Tag.of(0x0018, 0x0060);
    private static final Tag EXPOSURE = Tag.of(0x0018, 0x1152);
    private static final Tag POSITIONER_TYPE = Tag.of(0x0018, 0x1508);
    private static final Tag DETECTOR_TYPE = Tag.of(0x0018, 0x7004);
    private static final Tag ANATOMIC_REGION = Tag.of(0x0008, 0x2218);
    private static final Tag ACQUISITION_CONTEXT = Tag.of(0x0040, 0x0555);
    private static final Tag VIEW_CODE = Tag.of(0x0054, 0x0220);
    private static final Tag PRESENTATION_LUT_SHAPE = Tag.of(0x2050, 0x0020);

    private static final double DETECTOR_MILLIMETRES = 430;

    /** The names of study, series and object. */
    record Uids(String study, String series, String instance) {}

    DataSet build(PhantomImage image) {
        var dataSet = DataSet.builder().characterSet(CharacterSet.GB18030);
        general(dataSet);
        patient.describe(dataSet, day);
        series(dataSet);
        image(dataSet, image);
        return dataSet.build();
    }

    private void general(DataSet.Builder dataSet) {
        var date = day.format(DateTimeFormatter.BASIC_ISO_DATE);
        var clock = time.format(DateTimeFormatter.ofPattern("HHmmss"));
        dataSet.text(Tags.ImageType, "ORIGINAL", "PRIMARY")
                .text(Tags.SOPClassUID, SopClass.DIGITAL_X_RAY_FOR_PRESENTATION.uid())
                .text(Tags.SOPInstanceUID, uids.instance());
        for (var tag :
                new Tag[] {
                    Tags.StudyDate, Tags.SeriesDate, Tags.AcquisitionDate, Tags.ContentDate
                }) {
            dataSet.text(tag, date);
        }
        for (var tag :
                new Tag[] {
                    Tags.StudyTime, Tags.SeriesTime, Tags.AcquisitionTime, Tags.ContentTime
                }) {
            dataSet.text(tag, clock);
        }
        dataSet.text(Tags.AccessionNumber, "A%d%08d".formatted(hospital.number(), number))
                .text(Tags.StudyInstanceUID, uids.study())
                .text(Tags.SeriesInstanceUID, uids.series())
                .text(Tags.StudyID, Integer.toString(number))
                .text(Tags.StudyDescription, "胸部正位")
                .text(Tags.ReferringPhysicianName, "Lu^Yisheng=陆^医生")
                .text(Tags.InstitutionName, hospital.name())
                .text(Tags.InstitutionAddress, hospital.romanised())
                .text(Tags.StationName, "DXROOM%d".formatted(hospital.number()))
                .text(Tags.Manufacturer, "Meridian")
                .text(Tags.ManufacturerModelName, "Phantom DX")
                .text(Tags.DeviceSerialNumber, "PX-%04d".formatted(1000 + hospital.number()))
                .text(Tags.SoftwareVersions, "0.1.0");
    }

    private void series(DataSet.Builder dataSet) {
        dataSet.text(Tags.Modality, "DX")
                .text(Tags.PresentationIntentType, "FOR PRESENTATION")
                .text(Tags.SeriesDescription, "胸部正位")
                .text(Tags.OperatorsName, "Ji^Shi=季^师")
                .text(Tags.BodyPartExamined, "CHEST")
                .text(Tags.ViewPosition, "PA")
                .text(Tags.ProtocolName, "CHEST PA")
                .numbers(Tags.SeriesNumber, 1)
                .numbers(Tags.InstanceNumber, 1)
                .text(Tags.PatientOrientation, "L", "F")
                .text(Tags.ImageLaterality, "U")
                .numbers(KVP, 120)
                .numbers(EXPOSURE, 3)
                .text(POSITIONER_TYPE, "NONE")
                .text(DETECTOR_TYPE, "SCINTILLATOR")
                .item(ANATOMIC_REGION, item -> code(item, "51185008", "Chest"))
                .item(VIEW_CODE, item -> code(item, "272479007", "Posteroanterior projection"))
                .sequence(ACQUISITION_CONTEXT);
    }

    private static void code(DataSet.Builder item, String value, String meaning) {
        item.text(Tags.CodeValue, value)
                .text(Tags.CodingSchemeDesignator, "SCT")
                .text(Tags.CodeMeaning, meaning);
    }

    /** Devices say that nothing is burned in, also where something is. */
    private static void image(DataSet.Builder dataSet, PhantomImage image) {
        var spacing = DETECTOR_MILLIMETRES / image.size();
        var pixels = ByteBuffer.allocate(2 * image.size() * image.size());
        pixels.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(image.pixels());
        var rounded = Math.round(spacing * 10_000) / 10_000.0;
        dataSet.text(Tags.BurnedInAnnotation, "NO")
                .text(Tags.LossyImageCompression, "00")
                .numbers(Tags.ImagerPixelSpacing, rounded, rounded)
                .numbers(Tags.SamplesPerPixel, 1)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .numbers(Tags.Rows, image.size())
                .numbers(Tags.Columns, image.size())
                .numbers(Tags.BitsAllocated, 16)
                .numbers(Tags.BitsStored, 12)
                .numbers(Tags.HighBit, 11)
                .numbers(Tags.PixelRepresentation, 0)
                .text(Tags.PixelIntensityRelationship, "LOG")
                .numbers(Tags.PixelIntensityRelationshipSign, -1)
                .numbers(Tags.RescaleIntercept, 0)
                .numbers(Tags.RescaleSlope, 1)
                .text(Tags.RescaleType, "US")
                .numbers(Tags.WindowCenter, 2048)
                .numbers(Tags.WindowWidth, 4096)
                .text(PRESENTATION_LUT_SHAPE, "IDENTITY")
                .bytes(Tags.PixelData, Vr.OW, pixels.array());
    }
}
