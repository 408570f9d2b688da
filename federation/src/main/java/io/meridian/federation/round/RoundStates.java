package io.meridian.federation.round;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form in which a hub stores a round's state. */
public final class RoundStates {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private RoundStates() {}

    public static String toJson(RoundState state) {
        return new String(
                MAPPER.writerFor(RoundState.class).writeValueAsBytes(state),
                StandardCharsets.UTF_8);
    }

    public static RoundState parse(String json) {
        try {
            return MAPPER.readValue(json, RoundState.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "this is not a round's state: " + e.getOriginalMessage(), e);
        }
    }
}
