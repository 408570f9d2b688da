package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.network.Terms;
import java.io.IOException;
import java.util.stream.Stream;

/** Scheduled procedure steps: implemented by the application. */
public interface WorklistHandler {
    /** Worklist items; more than match may come, never fewer. The provider closes the stream. */
    Stream<DataSet> items(DataSet keys, Terms terms) throws IOException;

    /** Whether a key can be matched and returned; others are answered with FF01H. */
    default boolean supports(Tag key) {
        return true;
    }
}
