package io.meridian.governance.catalog;

import io.meridian.artifact.Digest;
import io.meridian.governance.annotation.Label;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the research zone. All UIDs are the new ones.
 *
 * @param subject whose it is; derived from the image itself when {@code unit} is the image
 * @param sex Patient's Sex, empty when unknown or not kept by the profile
 * @param ageBand Patient's Age as a band such as {@code 60-64}, empty when unknown or not kept
 * @param digest of the de-identified Part 10 object, the name under which its bytes are stored
 * @param size of these bytes
 * @param label as last given, null while there is none
 */
public record CatalogEntry(
        Pseudonym subject,
        SplitUnit unit,
        String studyUid,
        String seriesUid,
        String instanceUid,
        String sopClass,
        String modality,
        int rows,
        int columns,
        int frames,
        String sex,
        String ageBand,
        Digest digest,
        long size,
        @Nullable Label label) {

    /** The same entry with another label. */
    public CatalogEntry withLabel(Label newLabel) {
        return new CatalogEntry(
                subject,
                unit,
                studyUid,
                seriesUid,
                instanceUid,
                sopClass,
                modality,
                rows,
                columns,
                frames,
                sex,
                ageBand,
                digest,
                size,
                newLabel);
    }
}
