package io.meridian.governance.annotation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label file: CSV with the header {@code SOPInstanceUID,label} or {@code
 * SOPInstanceUID,label,split}.
 *
 * @param rows the rows that follow the rules
 * @param problems what does not, by line; values are never echoed, because the UIDs are the
 *     originals
 */
public record LabelFile(List<Row> rows, List<Problem> problems) {
    public LabelFile {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file's bytes (UTF-8, at most 64 MiB and 1,000,000 lines). Never throws for what is in
     * it.
     */
    public static LabelFile parse(byte[] csv) {
        return new LabelFileReader().read(csv);
    }

    /**
     * One labelled instance.
     *
     * @param line in the file, from 1
     * @param instanceUid as sent by the modality: an identity, to be mapped at once and not stored
     *     in the research zone
     */
    public record Row(int line, String instanceUid, String value, @Nullable Split split) {
        /** Hides the UID. */
        @Override
        public String toString() {
            return "Row[line=%d]".formatted(line);
        }

        /** The row's label under a definition. */
        public Label label(LabelDefinition definition) {
            return new Label(value, definition, split);
        }
    }

    /** A rule that a line breaks; line 0 is the file as a whole. */
    public record Problem(int line, String rule) {
        @Override
        public String toString() {
            return line == 0 ? rule : "line %d: %s".formatted(line, rule);
        }
    }
}
