package io.meridian.edge.reception;

import io.meridian.edge.home.ZoneKeys;
import tools.jackson.databind.json.JsonMapper;

/** Records as {@code sealed} columns hold them. Thread-safe. */
public record Sealed(ZoneKeys keys) {

    public byte[] seal(String column, Object value) {
        return keys.seal(column, JsonMapper.shared().writeValueAsBytes(value));
    }

    public <T> T open(String column, byte[] sealed, Class<T> type) {
        return JsonMapper.shared().readValue(keys.open(column, sealed), type);
    }
}
