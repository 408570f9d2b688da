package io.meridian.federation.update;

import io.meridian.federation.RoundId;

/** Why an update does not count. The site sees the {@link #reason}. */
public sealed interface Refusal {
    record UnknownSite() implements Refusal {}

    record WrongRound(RoundId offered, RoundId expected) implements Refusal {}

    record WrongBase() implements Refusal {}

    record NoExamples(long examples) implements Refusal {}

    /** The site, or another, was counted with other or the same bytes. */
    record Replayed(String what) implements Refusal {}

    record Late(String state) implements Refusal {}

    record Unreadable(String problem) implements Refusal {}

    /** What its signed record says is not what was asked, or cannot be. */
    record Misstated(String problem) implements Refusal {}

    record MissingTensor(String tensor) implements Refusal {}

    record UnknownTensor(String tensor) implements Refusal {}

    record WrongShape(String tensor, String offered, String expected) implements Refusal {}

    record WrongType(String tensor, String offered, String expected) implements Refusal {}

    record NotFinite(String tensor) implements Refusal {}

    record NormExceeded(double norm, double bound) implements Refusal {}

    /** In a sentence. */
    default String reason() {
        return switch (this) {
            case UnknownSite() -> "the round does not ask this site";
            case WrongRound(var offered, var expected) ->
                    "the update is for round %s, not %s".formatted(offered, expected);
            case WrongBase() -> "the update did not start from the round's base weights";
            case NoExamples(long examples) ->
                    "an update needs at least one training example, not %d".formatted(examples);
            case Replayed(String what) -> what;
            case Late(String state) -> "the round is %s".formatted(state);
            case Unreadable(String problem) -> "the update cannot be read: " + problem;
            case Misstated(String problem) -> problem;
            case MissingTensor(String tensor) -> "tensor %s is missing".formatted(tensor);
            case UnknownTensor(String tensor) ->
                    "tensor %s is not in the base weights".formatted(tensor);
            case WrongShape(String tensor, String offered, String expected) ->
                    "tensor %s must have shape %s, not %s".formatted(tensor, expected, offered);
            case WrongType(String tensor, String offered, String expected) ->
                    "tensor %s must be %s, not %s".formatted(tensor, expected, offered);
            case NotFinite(String tensor) -> "tensor %s holds NaN or infinity".formatted(tensor);
            case NormExceeded(double norm, double bound) ->
                    "the update moves %.4g from its base; the job allows %.4g"
                            .formatted(norm, bound);
        };
    }
}
