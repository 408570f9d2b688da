package io.meridian.governance.deidentification;

import io.meridian.governance.GovernanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * PS3.15 Table E.1-1 as data: which attributes may identify, and what each profile and option
 * column does with them. Read from {@code confidentiality-table.tsv}, which names its edition and
 * source; a generator in the tests writes it.
 *
 * @param edition such as {@code 2024e}
 * @param rows in the standard's order of tags
 */
public record ConfidentialityTable(String edition, List<Row> rows) {
    private static final String RESOURCE = "confidentiality-table.tsv";
    private static final String EDITION = "# edition ";
    private static final ConfidentialityTable STANDARD = load();

    public ConfidentialityTable {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param tag eight hex digits, {@code x} for any digit: {@code 50xxxxxx}, {@code 60xx3000};
     *     {@code private} for all private attributes
     * @param basic action code of the Basic Profile
     * @param options action codes of the option columns that are not empty
     */
    public record Row(
            String tag, ActionCode basic, Map<ConfidentialityOption, ActionCode> options) {
        public Row {
            options = Map.copyOf(options);
        }
    }

    /** The edition that this release ships. */
    public static ConfidentialityTable standard() {
        return STANDARD;
    }

    private static ConfidentialityTable load() {
        try (var in = ConfidentialityTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new GovernanceException(
                        "the resource %s is missing from the module".formatted(RESOURCE));
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfidentialityTable parse(String text) {
        var rows = new ArrayList<Row>();
        var edition = "";
        for (var line : text.lines().toList()) {
            if (line.startsWith(EDITION)) {
                edition = line.substring(EDITION.length()).strip();
            } else if (!line.startsWith("#")) {
                rows.add(row(line));
            }
        }
        return new ConfidentialityTable(edition, rows);
    }

    private static Row row(String line) {
        var cells = line.split("\t", -1);
        var options = new EnumMap<ConfidentialityOption, ActionCode>(ConfidentialityOption.class);
        for (var index = 2; index < cells.length; index++) {
            var at = cells[index].indexOf('=');
            var option = ConfidentialityOption.of(cells[index].substring(0, at)).orElseThrow();
            options.put(option, ActionCode.of(cells[index].substring(at + 1)));
        }
        return new Row(cells[0], ActionCode.of(cells[1]), options);
    }
}
