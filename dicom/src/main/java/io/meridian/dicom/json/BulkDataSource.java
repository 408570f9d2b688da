package io.meridian.dicom.json;

import io.meridian.dicom.Element;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Vr;

/** Fetches values that JSON only refers to. */
@FunctionalInterface
public interface BulkDataSource {
    /** Refuses every reference. */
    BulkDataSource REFUSED =
            (path, _, _) -> {
                throw new DicomJsonException(
                        path, "bulk data outside the JSON is not accepted here");
            };

    /**
     * The value at a URI, as the element is to hold it. The URI comes from whoever wrote the JSON:
     * check it before it is opened.
     */
    Element.Value fetch(TagPath path, Vr vr, String uri);
}
