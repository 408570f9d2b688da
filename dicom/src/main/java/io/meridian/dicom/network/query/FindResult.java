package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.network.Status;
import java.util.List;

/**
 * What a query found.
 *
 * @param comment the provider's words to a failure, as they came: not for logs
 * @param unsupportedKeys whether some optional keys were not supported (FF01H)
 * @param complete false if more matches than asked for came and the query was cancelled
 */
public record FindResult(
        List<DataSet> matches,
        Status status,
        String comment,
        boolean unsupportedKeys,
        boolean complete) {
    public FindResult {
        matches = List.copyOf(matches);
    }
}
