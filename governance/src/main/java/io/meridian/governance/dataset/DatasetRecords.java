package io.meridian.governance.dataset;

import io.meridian.governance.basis.LegalBasis;
import io.meridian.governance.dataset.FreezeOutcome.Frozen;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the records about a version say: the fields of their configs, without kind, time,
 * organisation and parents, which the record's builder adds. The members list is a layer of the
 * {@code dataset} record.
 */
public final class DatasetRecords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DatasetRecords() {}

    /** Of a {@code legal-basis} record. */
    public static ObjectNode legalBasis(LegalBasis basis) {
        return JSON.createObjectNode()
                .put("purpose", basis.purpose())
                .put("basis", basis.basis())
                .put("approvalNumber", basis.approvalNumber())
                .put("scope", basis.scope())
                .put("expires", Objects.toString(basis.expires(), null));
    }

    /**
     * Of a {@code dataset} record: edge-only, with the full counts.
     *
     * @param number of the version among those of its name, from 1
     */
    public static ObjectNode dataset(Frozen version, int number) {
        var request = version.request();
        var fields =
                JSON.createObjectNode()
                        .put("name", request.name())
                        .put("version", number)
                        .put("content", version.version())
                        .put("purpose", request.purpose())
                        .put("splitUnit", request.splitUnit().word())
                        .put("profile", request.profile())
                        .put("codeVersion", request.codeVersion());
        fields.set("counts", cells(version.counts().cells()));
        fields.set("statistics", statistics(version.statistics()));
        return fields;
    }

    /**
     * Of a {@code dataset-commitment} record: what the hub may know.
     *
     * @param number of the version among those of its name, from 1
     * @param site of the hospital
     * @param commitment keyed with the site's secret over the digest of the {@code dataset} record
     */
    public static ObjectNode commitment(
            Frozen version, int number, String site, String commitment) {
        var fields =
                JSON.createObjectNode()
                        .put("name", version.request().name())
                        .put("version", number)
                        .put("site", site)
                        .put("commitment", commitment)
                        .put("splitUnit", version.request().splitUnit().word());
        fields.set("statistics", statistics(version.statistics()));
        return fields;
    }

    /** Suppressed numbers become {@code null}. */
    private static ObjectNode statistics(Statistics statistics) {
        var fields = JSON.createObjectNode().put("threshold", statistics.threshold());
        fields.set("cells", cells(statistics.cells()));
        number(fields, "units", statistics.units());
        number(fields, "total", statistics.total());
        return fields;
    }

    private static ObjectNode cells(Map<String, Map<String, Integer>> cells) {
        var result = JSON.createObjectNode();
        cells.forEach((split, labels) -> {
            var row = result.putObject(split);
            labels.forEach((label, count) -> number(row, label, count));
        });
        return result;
    }

    private static void number(ObjectNode fields, String name, int value) {
        if (value == Statistics.SUPPRESSED) {
            fields.putNull(name);
        } else {
            fields.put(name, value);
        }
    }
}
