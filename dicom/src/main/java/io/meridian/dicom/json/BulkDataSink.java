package io.meridian.dicom.json;

import io.meridian.dicom.Element;
import io.meridian.dicom.TagPath;
import java.util.Optional;

/** Decides which values stand outside the JSON that is written. */
@FunctionalInterface
public interface BulkDataSink {
    /** Every value inline. */
    BulkDataSink NONE = (path, element) -> Optional.empty();

    /**
     * Where a value can be fetched; empty to have it inline. Asked for every value that is not
     * empty and whose VR may stand outside (PS3.18 section F.2.2), and for encapsulated pixel data,
     * which can stand nowhere else.
     */
    Optional<String> uri(TagPath path, Element element);
}
