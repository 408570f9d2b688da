package io.meridian.serving.report;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * One result with all that is written about it.
 *
 * @param algorithm what answered
 * @param images the attributes of the images that were looked at, at least one, all of one study;
 *     pixel data are not needed
 * @param at when the result came to be; stored before anything is written, so that a retry writes
 *     the same
 */
public record StudyResult(
        ResultIdentity identity,
        Algorithm algorithm,
        Assessment assessment,
        List<DataSet> images,
        OffsetDateTime at) {
    /**
     * What answered.
     *
     * @param name of the application, 1 to 64 characters
     * @param version of the release
     * @param manufacturer who answers for it, 1 to 64 characters
     */
    public record Algorithm(String name, String version, String manufacturer) {
        public Algorithm {
            if (name.isBlank() || name.length() > 64 || manufacturer.length() > 64) {
                throw new IllegalArgumentException(
                        "an algorithm's name and manufacturer have 1 to 64 characters");
            }
        }
    }

    public StudyResult {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a result is about at least one image");
        }
        long studies =
                images.stream().map(image -> image.first(Tags.StudyInstanceUID)).distinct().count();
        long patients =
                images.stream().map(image -> image.first(Tags.PatientID)).distinct().count();
        if (studies > 1 || patients > 1) {
            throw new IllegalArgumentException(
                    "the images of a result belong to one study of one patient");
        }
    }

    /** The image whose patient and study attributes the result takes over. */
    DataSet source() {
        return images.getFirst();
    }
}
