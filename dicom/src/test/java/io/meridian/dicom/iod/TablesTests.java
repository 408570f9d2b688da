package io.meridian.dicom.iod;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTests {
    private static final int MOST_BYTES = 1_500_000;

    private static void tags(int list, Set<Tag> tags, Set<Integer> seen) {
        if (list < 0 || !seen.add(list)) {
            return;
        }
        for (var row : Tables.standard().list(list)) {
            switch (row) {
                case Row.Attribute(var tag, _, var when, _) -> {
                    tags.add(tag);
                    condition(when.condition());
                }
                case Row.Sequence(var tag, _, var when, _, var below) -> {
                    tags.add(tag);
                    condition(when.condition());
                    tags(below, tags, seen);
                }
                case Row.Verify(var tag, var condition, _) -> {
                    tags.add(tag);
                    condition(condition);
                }
                case Row.Macro(var macro, var condition) -> {
                    condition(condition);
                    tags(macro, tags, seen);
                }
            }
        }
    }

    private static void condition(int number) {
        if (number >= 0) {
            assertThat(Tables.standard().condition(number).toString()).isNotBlank();
        }
    }

    @Test
    void everyStorageClassHasAnIodWhosePartsAreThere() {
        var tags = new HashSet<Tag>();
        var withoutList = new HashSet<String>();
        for (var uid : Tables.standard().sopClasses()) {
            var iod = Tables.standard().iod(uid).orElseThrow();
            assertThat(iod.section()).matches("[AF]\\..+"); // F: media storage directory
            assertThat(iod.parts()).as(iod.name()).isNotEmpty();
            for (var part : iod.parts()) {
                if (part.module().list() < 0) {
                    withoutList.add(part.module().name());
                }
                condition(part.condition());
                tags(part.module().list(), tags, new HashSet<>());
                tags(part.module().known(), tags, new HashSet<>());
            }
        }

        assertThat(Tables.standard().sopClasses()).hasSize(175);
        assertThat(tags).hasSizeGreaterThan(3_000);
        assertThat(tags).filteredOn(tag -> Dictionary.standard().entry(tag).isEmpty()).isEmpty();
        // Modules of 2022 and later, for which no source has attributes.
        assertThat(withoutList).hasSizeLessThan(14);
    }

    @Test
    void permittedValuesAreValuesAndNoDescriptions() {
        var sets = permitted(Tag.of(0x0008, 0x0005), "1.2.840.10008.5.1.4.1.1.1");

        assertThat(sets).contains("ISO_IR 192", "GB18030", "ISO 2022 IR 87");
        assertThat(sets).noneMatch(each -> each.contains("="));
    }

    private static Set<String> permitted(Tag tag, String sopClass) {
        var found = new HashSet<String>();
        for (var part : Tables.standard().iod(sopClass).orElseThrow().parts()) {
            for (var row : Tables.standard().list(part.module().list())) {
                if (row instanceof Row.Attribute(var other, _, _, var checks)
                        && other.equals(tag)) {
                    for (var check : checks) {
                        if (check instanceof Row.Check.OneOf one) {
                            found.addAll(one.permitted());
                        }
                    }
                }
            }
        }
        return found;
    }

    @Test
    void theTablesAreSmallAndNameTheirSources() throws IOException {
        var bytes = 0;
        for (var name : List.of("iods.tsv", "attributes.tsv", "conditions.tsv")) {
            try (var stream = Tables.class.getResourceAsStream(name)) {
                var content = stream == null ? new byte[0] : stream.readAllBytes();
                bytes += content.length;
                assertThat(new String(content, java.nio.charset.StandardCharsets.UTF_8))
                        .contains("edition 2024e", "sha256", "licence");
            }
        }

        assertThat(bytes).isBetween(100_000, MOST_BYTES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "present(.00100010)|PatientName is present",
                "present(.60003000 mask)|OverlayData is present",
                "all(not(text(/00080016 \"1.2\")); any(number(.00280008 > 1); value(^00080008@2)))|"
                        + "not (SOPClassUID is 1.2) and (NumberOfFrames > 1.0 or ImageType value 3 has a value)",
                "within(00080100 00082218 \"T-1\")|CodeValue in AnatomicRegionSequence is T-1",
                "below(00082112 52009229 all)|SourceImageSequence below SharedFunctionalGroupsSequence is present",
                "filled(00082112 52009229 first)|SourceImageSequence below SharedFunctionalGroupsSequence has items",
                "tag(.00280009@0 00181063)|FrameIncrementPointer value 1 is (0018,1063)",
                "items(.00081140 == 1)|ReferencedImageSequence has == 1 items",
                "group(0002)|group 0002 is present",
                "T|always",
            })
    void conditionsAreRead(String text, String meaning) {
        assertThat(ConditionParser.parse(text)).hasToString(meaning);
    }

    @Test
    void conditionsHoldOrNot() {
        var dataSet =
                DataSet.builder()
                        .numbers(Tags.Rows, 2)
                        .bytes(Tag.of(0x6004, 0x3000), Vr.OW, new byte[2])
                        .build();
        var holding =
                Stream.of(
                                "all(T; F)",
                                "any(T; F)",
                                "not(F)",
                                "number(.00280010 > 2)",
                                "number(.00280010 >= 2)",
                                "present(.60003000)",
                                "present(.60003000 mask)",
                                "present(.50003000 mask)",
                                "group(0028)",
                                "group(6000)")
                        .filter(text ->
                                ConditionParser.parse(text).holds(Scope.of(DataSet.EMPTY, dataSet)))
                        .toList();

        assertThat(holding)
                .containsExactly(
                        "any(T; F)",
                        "not(F)",
                        "number(.00280010 >= 2)",
                        "present(.60003000 mask)",
                        "group(0028)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1-n", "2-2n", "1-32", "0-1", "3-3n", "6", "1-8"})
    void multiplicitiesAreRead(String text) {
        assertThat(Multiplicity.of(text)).hasToString(text);
    }

    @Test
    void multiplicitiesCount() {
        var pairs = Multiplicity.of("2-2n");
        var allowed = new ArrayList<Integer>();
        for (var count = 0; count < 7; count++) {
            if (pairs.allows(count)) {
                allowed.add(count);
            }
        }

        assertThat(allowed).containsExactly(2, 4, 6);
    }
}
