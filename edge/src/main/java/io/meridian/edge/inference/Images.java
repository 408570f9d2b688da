package io.meridian.edge.inference;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.edge.reception.Instances;
import io.meridian.edge.work.Memory;
import java.time.Duration;
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

    /** Stored bytes, decoded values and float planes of a value, all at once in memory. */
    private static final long BYTES_PER_VALUE = 18;

    /** How long work waits for memory. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClinicalObjects objects;

    private final Memory memory;

    Images(ClinicalObjects objects, Memory memory) {
        this.objects = objects;
        this.memory = memory;
    }

    Memory memory() {
        return memory;
    }

    /** Bytes of memory to read an object, before anything is decoded: file and elements. */
    long toRead(ResultFacts.Input input) {
        return 2 * objects.size(ClinicalObjects.nameOf(input.instance(), input.content()));
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
        return memory.within(
                        toRead(input),
                        PATIENCE,
                        () -> read(input).dataSet().toBuilder().remove(Tags.PixelData).build())
                .orElseThrow(() -> new EdgeException("there is no memory to read an image now"));
    }

    /** Bytes of memory to decode a frame of the object and make a network's input of it. */
    public static long toDecode(DataSet dataSet) {
        long rows = dataSet.integer(Tags.Rows, 0);
        var values =
                rows
                        * dataSet.integer(Tags.Columns, 0)
                        * Math.max(1, dataSet.integer(Tags.SamplesPerPixel, 1));
        return values * BYTES_PER_VALUE;
    }
}
