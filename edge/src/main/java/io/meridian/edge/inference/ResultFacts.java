package io.meridian.edge.inference;

import io.meridian.model.packaging.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a result was made from, fixed with the intent; sealed in its row.
 *
 * @param inputs the images that are looked at; none where nothing is
 * @param zone offset in which the report states its time, such as {@code +08:00}
 * @param version of the release
 * @param labels of the release, with the threshold in force
 * @param turn how often this release was asked about these images, from 1; absent is 1. What it had
 *     left unanswered stays as it was told, and the next turn is another result.
 */
public record ResultFacts(
        List<Input> inputs,
        String zone,
        String version,
        @Nullable Labels labels,
        @Nullable Integer turn) {
    static final String COLUMN = "result.sealed";

    /** Name and version of the steps between images and answer, and the turn after the first. */
    String pipeline() {
        return turn == null || turn < 2
                ? Result.PIPELINE
                : "%s turn %d".formatted(Result.PIPELINE, turn);
    }

    /** An image as it was then, corrected or not since. */
    public record Input(String instance, String subject, String content) {}

    public ResultFacts {
        inputs = List.copyOf(inputs);
    }
}
