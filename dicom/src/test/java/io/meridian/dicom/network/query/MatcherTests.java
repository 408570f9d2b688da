package io.meridian.dicom.network.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTests {
    private static final Tag STATION = new Tag(0x00400001);
    private static final Tag STEPS = new Tag(0x00400100);
    private static final Tag ACQUISITION = new Tag(0x0008002A);
    private static final Tag SERIES_NUMBER = new Tag(0x00200011);

    private static boolean matches(Tag tag, String key, String value) {
        var keys = DataSet.builder().characterSet(CharacterSet.UTF_8).text(tag, key).build();
        var entity = DataSet.builder().characterSet(CharacterSet.UTF_8).text(tag, value).build();
        return Matcher.of(keys).matches(entity);
    }

    @ParameterizedTest
    @CsvSource({
        "CHEST,CHEST,true",
        "CHEST,Chest,false",
        "CHEST,CHEST PA,false",
        "CHEST*,CHEST PA,true",
        "*PA,CHEST PA,true",
        "C?EST*,CHEST PA,true",
        "C?EST,CEST,false",
        "*,anything,true",
        "*A*B*C*,xxAyyBzzC,true",
        "*A*B*C*,xxAyyCzzB,false"
    })
    void textMatchesAsItIsOrByWildCards(String key, String value, boolean expected) {
        assertThat(matches(Tags.StudyDescription, key, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "doe^john,Doe^John,true",
        "DOE^JOHN^^^,Doe^John,true",
        "Doe^J*,DOE^JOHN,true",
        "Doe,Doe^John,false",
        "müller^*,MÜLLER^ÄNNE,true",
        "王^小东,Wang^Xiaodong=王^小东,true",
        "Wang^*=王^*,Wang^Xiaodong=王^小东,true",
        "Wang^*=李^*,Wang^Xiaodong=王^小东,false",
        "=王^*,Wang^Xiaodong=王^小东,true",
        "小东,Wang^Xiaodong=王^小东,false"
    })
    void namesMatchWithoutCaseAndByGroup(String key, String value, boolean expected) {
        assertThat(matches(Tags.PatientName, key, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "20200115,20200115,true",
        "20200115,2020.01.15,true",
        "20200115,20200116,false",
        "20200101-20200131,20200131,true",
        "20200101-20200131,20200201,false",
        "-20200131,19700101,true",
        "20200101-,20191231,false",
        "20200101-,20991231,true",
        "2020*,20200101,false",
        "-,20200101,false"
    })
    void datesMatchAloneOrInARange(String key, String value, boolean expected) {
        assertThat(matches(Tags.StudyDate, key, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0830,083000,true",
        "083000.5,083000.500000,true",
        "08,0830,false",
        "08-10,105959.9,true",
        "08-10,1100,false",
        "-0800,075959,true",
        "-0800,080059.99,true",
        "10:00-11:00,1030,true"
    })
    void timesMatchAloneOrInARange(String key, String value, boolean expected) {
        assertThat(matches(Tags.StudyTime, key, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "20200115083000,20200115083000,true",
        "20200115-20200116,20200116235959,true",
        "20200115-20200116,20200117,false",
        "20200115120000-0500,20200115170000+0000,true",
        "20200115120000-0500,20200115120000+0000,false",
        "20200115-0500-20200116-0500,20200115050000+0000,true",
        "20200115-0500-20200116-0500,20200115040000+0000,false",
        "-20200116,20200101,true"
    })
    void momentsMatchWithTheirOffsets(String key, String value, boolean expected) {
        assertThat(matches(ACQUISITION, key, value)).isEqualTo(expected);
    }

    @Test
    void aListOfUidsMatchesAnyOfThem() {
        var keys = DataSet.builder().text(Tags.SOPInstanceUID, "1.2.3", "1.2.4").build();
        var four = DataSet.builder().text(Tags.SOPInstanceUID, "1.2.4").build();
        var five = DataSet.builder().text(Tags.SOPInstanceUID, "1.2.5").build();
        assertThat(Matcher.of(keys).matches(four)).isTrue();
        assertThat(Matcher.of(keys).matches(five)).isFalse();
    }

    @Test
    void anEmptyKeyMatchesAlsoWhatIsAbsentAndAFullOneDoesNot() {
        var empty = DataSet.builder().text(Tags.StudyDescription, "").build();
        var full = DataSet.builder().text(Tags.StudyDescription, "CHEST").build();
        assertThat(Matcher.of(empty).matches(DataSet.EMPTY)).isTrue();
        assertThat(Matcher.of(full).matches(DataSet.EMPTY)).isFalse();
    }

    @Test
    void oneOfSeveralValuesIsEnough() {
        var keys = DataSet.builder().text(Tags.ImageType, "PRIMARY").build();
        var entity = DataSet.builder().text(Tags.ImageType, "ORIGINAL", "PRIMARY").build();
        assertThat(Matcher.of(keys).matches(entity)).isTrue();
    }

    @Test
    void numbersAsTextMatchByValueAndBinaryOnesToo() {
        assertThat(matches(SERIES_NUMBER, "1", "01")).isTrue();
        assertThat(matches(SERIES_NUMBER, "1", "2")).isFalse();
        var rows = DataSet.builder().numbers(new Tag(0x00280010), 512).build();
        assertThat(Matcher.of(rows).matches(rows)).isTrue();
        assertThat(
                        Matcher.of(rows)
                                .matches(
                                        DataSet.builder()
                                                .numbers(new Tag(0x00280010), 256)
                                                .build()))
                .isFalse();
    }

    @Test
    void comparesCharactersWhateverTheSets() {
        for (var set : List.of("ISO_IR 192", "GB18030", "GBK")) {
            var keys =
                    DataSet.builder()
                            .characterSet(CharacterSet.UTF_8)
                            .text(Tags.PatientName, "王^小东")
                            .build();
            var entity =
                    DataSet.builder()
                            .characterSet(CharacterSet.of(set))
                            .text(Tags.PatientName, "Wang^XiaoDong=王^小东")
                            .build();
            var matcher = Matcher.of(keys);
            assertThat(matcher.matches(entity)).as(set).isTrue();
            var response = matcher.response(entity);
            assertThat(response.texts(Tags.SpecificCharacterSet)).containsExactly(set);
            assertThat(response.first(Tags.PatientName)).isEqualTo("Wang^XiaoDong=王^小东");
        }
    }

    @Nested
    class DatesWithTimes {
        private final DataSet keys =
                DataSet.builder()
                        .text(Tags.StudyDate, "20200705-20200707")
                        .text(Tags.StudyTime, "1000-1800")
                        .build();

        private boolean matches(Matcher.DateTimes mode, String date, String time) {
            var study =
                    DataSet.builder().text(Tags.StudyDate, date).text(Tags.StudyTime, time).build();
            return Matcher.of(keys, mode, _ -> true).matches(study);
        }

        /** The example of PS3.4 table K.6-1. */
        @Test
        void combinedAreOneRange() {
            var mode = Matcher.DateTimes.COMBINED;
            assertThat(matches(mode, "20200705", "0959")).isFalse();
            assertThat(matches(mode, "20200705", "1000")).isTrue();
            assertThat(matches(mode, "20200706", "0300")).isTrue();
            assertThat(matches(mode, "20200707", "1800")).isTrue();
            assertThat(matches(mode, "20200707", "1801")).isFalse();
        }

        @Test
        void separateAreTwo() {
            assertThat(matches(Matcher.DateTimes.SEPARATE, "20200706", "0300")).isFalse();
            assertThat(matches(Matcher.DateTimes.SEPARATE, "20200706", "1200")).isTrue();
        }
    }

    @Nested
    class Sequences {
        private DataSet step(String modality, String date) {
            return DataSet.builder()
                    .text(Tags.Modality, modality)
                    .text(STATION, Vr.AE, "CT1")
                    .text(new Tag(0x00400002), date)
                    .build();
        }

        @Test
        void oneItemMustMatchAllKeysAndOnlyMatchingItemsComeBack() {
            var entity =
                    DataSet.builder()
                            .sequence(STEPS, step("CT", "20200101"), step("MR", "20200102"))
                            .build();
            var matcher =
                    Matcher.of(
                            DataSet.builder()
                                    .item(
                                            STEPS,
                                            item ->
                                                    item.text(Tags.Modality, "MR")
                                                            .text(new Tag(0x00400002), "20200102-"))
                                    .build());
            assertThat(matcher.matches(entity)).isTrue();
            var items = matcher.response(entity).items(STEPS);
            assertThat(items).hasSize(1);
            assertThat(items.getFirst().first(Tags.Modality)).isEqualTo("MR");
            assertThat(items.getFirst().contains(STATION)).isFalse();
            var other =
                    Matcher.of(
                            DataSet.builder()
                                    .item(
                                            STEPS,
                                            item ->
                                                    item.text(Tags.Modality, "CT")
                                                            .text(new Tag(0x00400002), "20200102-"))
                                    .build());
            assertThat(other.matches(entity)).isFalse();
        }

        @Test
        void anEmptyOneIsReturnedWhole() {
            var entity = DataSet.builder().sequence(STEPS, step("CT", "20200101")).build();
            var matcher = Matcher.of(DataSet.builder().sequence(STEPS).build());
            assertThat(matcher.matches(entity)).isTrue();
            assertThat(matcher.response(entity).items(STEPS).getFirst().first(STATION))
                    .isEqualTo("CT1");
            assertThat(matcher.matches(DataSet.EMPTY)).isTrue();
        }
    }

    @Test
    void leavesOutKeysThatAreNotSupportedAndFillsInAbsentOnes() {
        var keys =
                DataSet.builder()
                        .text(Tags.PatientID, "1")
                        .text(Tags.StudyDescription, "CHEST")
                        .text(Tags.AccessionNumber, "")
                        .build();
        var matcher =
                Matcher.of(
                        keys,
                        Matcher.DateTimes.SEPARATE,
                        tag -> !tag.equals(Tags.StudyDescription));
        var entity = DataSet.builder().text(Tags.PatientID, "1").build();
        assertThat(matcher.unsupported()).containsExactly(Tags.StudyDescription);
        assertThat(matcher.matches(entity)).isTrue();
        var response = matcher.response(entity);
        assertThat(response.contains(Tags.StudyDescription)).isFalse();
        assertThat(response.get(Tags.AccessionNumber)).isPresent();
    }

    @Test
    void hostilePatternsTakeNoLongTime() {
        var pattern = "*a".repeat(2_000);
        var text = "a".repeat(1_000) + "b".repeat(20_000);
        assertThat(Glob.matches(pattern, text)).isFalse();
    }
}
