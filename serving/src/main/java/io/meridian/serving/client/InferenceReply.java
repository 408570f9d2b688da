package io.meridian.serving.client;

import io.meridian.serving.protocol.InferResponse;

/** What came of asking the inference process. */
public sealed interface InferenceReply {
    /** It answered. */
    record Answered(InferResponse response) implements InferenceReply {}

    /** It does not hold the model: load it and ask again. */
    record NotLoaded() implements InferenceReply {}

    /** It is there but has too much to do, or starts just now: ask again later. */
    record Busy() implements InferenceReply {}

    /** It cannot be reached: its supervisor restarts it; ask again later. */
    record Unreachable(String reason) implements InferenceReply {}

    /** Asking again will not help. */
    record Refused(String reason) implements InferenceReply {}
}
