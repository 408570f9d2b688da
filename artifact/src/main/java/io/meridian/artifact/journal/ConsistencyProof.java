package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import io.meridian.artifact.RecordException;
import io.meridian.artifact.internal.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * That a journal of one size begins with what it was at a smaller size.
 *
 * @param from the smaller size, in entries
 * @param to the larger size
 * @param path RFC 6962's consistency proof
 */
public record ConsistencyProof(long from, long to, List<Digest> path) {
    /** No tree of 2^63 leaves has a longer one. */
    private static final int MAX_STEPS = 130;

    public ConsistencyProof {
        if (from < 0 || from > to || path.size() > MAX_STEPS) {
            throw new IllegalArgumentException("a consistency proof goes from small to large");
        }
        path = List.copyOf(path);
    }

    /** Whether it holds between these two heads. */
    public boolean holds(Head older, Head newer) {
        return older.journal().equals(newer.journal())
                && older.size() == from
                && newer.size() == to
                && Proofs.consistent(from, older.root().hash(), to, newer.root().hash(), path);
    }

    /** The JSON form: {@code {from, to, path[]}}. */
    public byte[] toJson() {
        var json = Json.object();
        json.put("from", from);
        json.put("to", to);
        var list = json.putArray("path");
        path.forEach(each -> list.add(each.value()));
        return Json.write(json);
    }

    /**
     * Reads the JSON form.
     *
     * @throws RecordException if it is not one
     */
    public static ConsistencyProof parse(byte[] bytes) {
        try {
            var json = Json.parseObject(bytes);
            var path = new ArrayList<Digest>();
            json.path("path").forEach(each -> path.add(new Digest(each.asString(""))));
            return new ConsistencyProof(
                    json.path("from").asLong(-1), json.path("to").asLong(-1), path);
        } catch (IllegalArgumentException e) {
            throw new RecordException("the bytes are not a consistency proof", e);
        }
    }
}
