package io.meridian.model.packaging;

import io.meridian.model.ModelException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model's outputs mean.
 *
 * @param task {@code binary}: one logit, for {@code positive} against {@code negative}
 * @param positive the finding that the score speaks for
 * @param negative what is said when the score is below the threshold
 * @param threshold on the score in [0, 1]; at or above it the finding is positive. Absent until
 *     validation has chosen one; the release carries the one in force
 */
public record Labels(String task, Label positive, Label negative, @Nullable Double threshold) {
    /** The only task that this version knows. */
    public static final String BINARY = "binary";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Codes for findings that the platform meets by name (SNOMED CT). */
    private static final List<Label> KNOWN =
            List.of(
                    new Label("pneumonia", new Code("233604007", "SCT", "Pneumonia")),
                    new Label("normal", new Code("17621005", "SCT", "Normal")));

    public Labels {
        if (!task.equals(BINARY)) {
            throw new IllegalArgumentException("labels.task must be binary, not " + task);
        }
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("labels.threshold must be in [0, 1]");
        }
    }

    /** For a job's task; the codes are filled in where the finding is known. */
    public static Labels binary(String positive) {
        Label found =
                KNOWN.stream()
                        .filter(label -> label.name().equals(positive))
                        .findFirst()
                        .orElseGet(() -> new Label(positive, null));
        return new Labels(BINARY, found, KNOWN.getLast(), null);
    }

    public static Labels parse(byte[] json) {
        try {
            return MAPPER.readValue(json, Labels.class);
        } catch (JacksonException e) {
            throw new ModelException("labels are not valid: " + e.getOriginalMessage(), e);
        }
    }

    public byte[] toJson() {
        return MAPPER.writeValueAsBytes(this);
    }
}
