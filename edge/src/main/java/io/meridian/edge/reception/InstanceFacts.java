package io.meridian.edge.reception;

import java.util.ArrayList;
import java.util.List;

/**
 * What identifies an object; sealed in its row.
 *
 * @param content keyed hash of the bytes that count now; with the id it names their file
 * @param earlier subject and content that a corrected object replaced; their files are kept
 */
public record InstanceFacts(
        String sopInstanceUid, String seriesInstanceUid, String content, List<String> earlier) {
    public static final String COLUMN = "instance.sealed";

    public InstanceFacts {
        earlier = List.copyOf(earlier);
    }

    /** The content with which the object first came. */
    String first() {
        return earlier.isEmpty()
                ? content
                : earlier.getFirst().substring(earlier.getFirst().indexOf('/') + 1);
    }

    InstanceFacts replacedBy(String subject, InstanceFacts corrected) {
        var all = new ArrayList<>(earlier);
        all.add(subject + "/" + content);
        return new InstanceFacts(
                corrected.sopInstanceUid, corrected.seriesInstanceUid, corrected.content, all);
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "InstanceFacts";
    }
}
