package io.meridian.edge.research;

import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.annotation.Label;
import io.meridian.governance.annotation.LabelDefinition;
import io.meridian.governance.annotation.LabelFile;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Takes in label files. They name images by their original UIDs, which are mapped at once and kept
 * nowhere: a label whose image is not in the catalogue is counted and dropped. Thread-safe.
 */
final class LabelImport {
    private static final int CHUNK = 1_000;
    private static final int PROBLEMS = 100;

    private final CatalogTable catalog;
    private final ResearchKeys keys;
    private final LabelDefinition definition;

    LabelImport(CatalogTable catalog, ResearchKeys keys, EdgeConfiguration configuration) {
        this.catalog = catalog;
        this.keys = keys;
        var unit = "study".equals(configuration.labelUnit()) ? "study" : "image";
        this.definition = new LabelDefinition("finding", "1", unit, "reference-standard", false);
    }

    /** How an import ended. */
    sealed interface Outcome {
        /**
         * Rows were read.
         *
         * @param unmatched rows whose image is not in the catalogue
         * @param problems lines that break a rule, without their content
         */
        record Imported(int accepted, int unmatched, List<String> problems) implements Outcome {
            public Imported {
                problems = List.copyOf(problems);
            }
        }

        /** No row could be read. */
        record Refused(String reason) implements Outcome {}
    }

    Outcome take(byte[] csv) {
        var file = LabelFile.parse(csv);
        if (file.rows().isEmpty()) {
            return new Outcome.Refused(
                    file.problems().stream()
                            .findFirst()
                            .map(LabelFile.Problem::toString)
                            .orElse("the file has no line with a label"));
        }
        var accepted = 0;
        var chunk = new LinkedHashMap<String, Label>();
        for (var row : file.rows()) {
            chunk.put(keys.uid(row.instanceUid()), row.label(definition));
            if (chunk.size() == CHUNK) {
                accepted += catalog.label(chunk);
                chunk.clear();
            }
        }
        accepted += catalog.label(chunk);
        return new Outcome.Imported(
                accepted,
                file.rows().size() - accepted,
                file.problems().stream().limit(PROBLEMS).map(LabelFile.Problem::toString).toList());
    }
}
