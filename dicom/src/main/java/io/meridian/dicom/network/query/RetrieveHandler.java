package io.meridian.dicom.network.query;

import java.io.IOException;
import java.util.List;

/** What there is to retrieve: implemented by the application. */
@FunctionalInterface
public interface RetrieveHandler {
    /** The objects below what the query's unique keys name. */
    List<StoredInstance> select(Query query) throws IOException;
}
