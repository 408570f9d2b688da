package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.DicomUid;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.util.Random;

/** Generated objects with pixels. */
final class Pictures {
    static final int ROWS = 24;
    static final int COLUMNS = 30;

    private Pictures() {}

    /** Secondary captures of one frame, without pixels. */
    static DataSet.Builder image(String photometric, int samples, int allocated, int stored) {
        var builder =
                DataSet.builder()
                        .text(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                        .text(Tags.SOPInstanceUID, DicomUid.generate().value())
                        .text(Tags.StudyInstanceUID, DicomUid.generate().value())
                        .text(Tags.SeriesInstanceUID, DicomUid.generate().value())
                        .text(Tags.Modality, "OT")
                        .numbers(Tags.SamplesPerPixel, samples)
                        .text(Tags.PhotometricInterpretation, photometric)
                        .numbers(Tags.Rows, ROWS)
                        .numbers(Tags.Columns, COLUMNS)
                        .numbers(Tags.BitsAllocated, allocated)
                        .numbers(Tags.BitsStored, stored)
                        .numbers(Tags.HighBit, stored - 1)
                        .numbers(Tags.PixelRepresentation, 0);
        return samples > 1 ? builder.numbers(Tags.PlanarConfiguration, 0) : builder;
    }

    /** Values of all the bits stored, masked to them; little-endian. */
    static byte[] random(Random random, int count, int allocated, int stored) {
        var bytes = new byte[count * allocated / 8];
        for (var i = 0; i < count; i++) {
            Cells.put(
                    bytes,
                    i * allocated / 8,
                    allocated / 8,
                    random.nextLong() & ((1L << stored) - 1));
        }
        return bytes;
    }

    static DicomFile file(DataSet.Builder builder, byte[] pixels) {
        var vr = builder.build().integer(Tags.BitsAllocated, 8) > 8 ? Vr.OW : Vr.OB;
        return DicomFile.of(
                builder.bytes(Tags.PixelData, vr, pixels).build(), TransferSyntax.EXPLICIT_LITTLE);
    }
}
