package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.network.Terms;

/** What a caller wants to find or to retrieve. Prints no key. */
public record Query(QueryModel model, QueryLevel level, DataSet keys, Terms terms) {
    @Override
    public String toString() {
        return "Query[" + model + ", " + level + "]";
    }
}
