package io.meridian.edge.inference;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.edge.reception.Instances;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The images of a result, exactly as they were when it began. Thread-safe. */
@Component
public final class Images {
    private static final Set<String> MODALITIES = Set.of("DX", "CR", "OT", "SC");
    private static final Set<String> CLASSES =
            Set.of(
                    "1.2.840.10008.5.1.4.1.1.1",
                    "1.2.840.10008.5.1.4.1.1.1.1",
                    "1.2.840.10008.5.1.4.1.1.1.1.1",
                    "1.2.840.10008.5.1.4.1.1.7",
                    "1.2.840.10008.5.1.4.1.1.7.1",
                    "1.2.840.10008.5.1.4.1.1.7.2",
                    "1.2.840.10008.5.1.4.1.1.7.3",
                    "1.2.840.10008.5.1.4.1.1.7.4");

    /** Stored bytes, decoded values and three float planes of a value, all at once in memory. */
    private static final long BYTES_PER_VALUE = 20;

    private final ClinicalObjects objects;

    Images(ClinicalObjects objects) {
        this.objects = objects;
    }

    /** A projection image that releases may read. */
    static boolean supported(Instances.Row instance) {
        return MODALITIES.contains(instance.modality()) && CLASSES.contains(instance.sopClass());
    }

    DicomFile read(ResultFacts.Input input) {
        return Part10.read(
                objects.read(
                        input.subject(),
                        ClinicalObjects.nameOf(input.instance(), input.content())));
    }

    /** The attributes without the pixels. */
    DataSet attributes(ResultFacts.Input input) {
        return read(input).dataSet().toBuilder().remove(Tags.PixelData).build();
    }

    /** Whether a frame of the object can be decoded in half of this process' memory. */
    public static boolean fits(DataSet dataSet) {
        long rows = dataSet.integer(Tags.Rows, 0);
        var values =
                rows
                        * dataSet.integer(Tags.Columns, 0)
                        * Math.max(1, dataSet.integer(Tags.SamplesPerPixel, 1));
        return values * BYTES_PER_VALUE <= Runtime.getRuntime().maxMemory() / 2;
    }
}
