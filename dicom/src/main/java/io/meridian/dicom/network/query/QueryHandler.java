package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import java.io.IOException;
import java.util.stream.Stream;

/** What there is to find: implemented by the application. Called by several threads at once. */
public interface QueryHandler {
    /**
     * Patients, studies, series or images, by the query's level, each with its own attributes and
     * those of the levels above it. More than match may come, never fewer; the provider matches
     * them and closes the stream, also early.
     */
    Stream<DataSet> candidates(Query query) throws IOException;

    /** Whether a key can be matched and returned at this level; others are answered with FF01H. */
    default boolean supports(Query query, Tag key) {
        return true;
    }
}
