package io.meridian.edge.inference;

import io.meridian.dicom.DicomException;
import io.meridian.edge.link.ActiveRelease;
import io.meridian.model.ModelException;
import io.meridian.model.preprocessing.DicomImage;
import io.meridian.serving.client.InferenceReply;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks the release about each image of an intent; the highest score decides. */
@Component
final class Scoring {
    private static final int REASON_LIMIT = 200;

    private final Images images;
    private final InferenceProcess inference;

    Scoring(Images images, InferenceProcess inference) {
        this.images = images;
        this.inference = inference;
    }

    /** What came of it. */
    sealed interface Answer {
        /** The image with the highest score. */
        record Scored(String instance, double score) implements Answer {}

        /** The images cannot be read by this release. */
        record Unreadable(String reason) implements Answer {}

        /** The model refuses; asking again will not help. */
        record Refused(String reason) implements Answer {}

        /** The inference process is away or busy. */
        record Later() implements Answer {}
    }

    Answer score(Result result, ActiveRelease release) {
        Answer best = new Answer.Unreadable("the study has no image that can be evaluated");
        for (var input : result.facts().inputs()) {
            var answer = score(input, release);
            if (!(answer instanceof Answer.Scored scored)) {
                return answer;
            }
            if (!(best instanceof Answer.Scored(_, double highest)) || scored.score() > highest) {
                best = answer;
            }
        }
        return best;
    }

    private Answer score(ResultFacts.Input input, ActiveRelease release) {
        float[] example;
        try {
            var memory = images.memory();
            var need =
                    memory.within(
                            images.toRead(input),
                            Images.PATIENCE,
                            () -> Images.toDecode(images.read(input).dataSet()));
            if (need.isEmpty()) {
                return new Answer.Later();
            }
            if (!memory.fits(need.get())) {
                return new Answer.Unreadable("the image is too large for this server's memory");
            }
            var made =
                    memory.within(
                            need.get(),
                            Images.PATIENCE,
                            // Nothing but what it returns is held while the next step runs.
                            () ->
                                    release.preprocessing()
                                            .apply(DicomImage.read(images.read(input), 0)));
            if (made.isEmpty()) {
                return new Answer.Later();
            }
            example = made.get();
        } catch (DicomException | ModelException e) {
            return new Answer.Unreadable(shortened(String.valueOf(e.getMessage())));
        }
        var its = release.preprocessing();
        var shape = List.of(its.channels(), its.height(), its.width());
        return switch (inference.infer(release.model(), shape, example)) {
            case InferenceReply.Answered(var response) ->
                    answers(response.version(), release)
                            ? new Answer.Scored(input.instance(), response.score(0))
                            : new Answer.Later();
            case InferenceReply.NotLoaded(), InferenceReply.Busy(), InferenceReply.Unreachable(_) ->
                    new Answer.Later();
            case InferenceReply.Refused(var reason) -> new Answer.Refused(shortened(reason));
        };
    }

    /** Another version under the same name must not speak for this release. */
    private static boolean answers(String version, ActiveRelease release) {
        return version.equals(release.release().value())
                || version.equals(release.packageDigest().value());
    }

    private static String shortened(String text) {
        return text.length() <= REASON_LIMIT ? text : text.substring(0, REASON_LIMIT);
    }
}
