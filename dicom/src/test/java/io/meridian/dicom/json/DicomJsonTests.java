package io.meridian.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomJsonTests {
    private static final Tag PRIVATE = Tag.of(0x0009, 0x1001);

    private static String value(Vr vr, byte[] bytes) {
        return DicomJson.text(DataSet.builder().bytes(PRIVATE, vr, bytes).build());
    }

    private static String text(Vr vr, String text) {
        return value(vr, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static DataSet readValue(String vr, String rest) {
        return DicomJson.read("{\"00091001\":{\"vr\":\"%s\"%s}}".formatted(vr, rest));
    }

    @Nested
    class Writing {
        @Test
        void namesNumbersEmptyValuesAndBytes() {
            var dataSet =
                    DataSet.builder()
                            .characterSet(CharacterSet.GB18030)
                            .text(Tags.ImageType, "DERIVED", "", "A\"B")
                            .text(Tags.PatientName, "Ouyang^Guiying=欧阳^桂英")
                            .text(Tags.PatientID)
                            .text(Tags.RescaleSlope, "+1.50")
                            .numbers(Tags.Rows, 65_535)
                            .item(Tags.ReferencedSOPSequence, item -> {})
                            .bytes(Tags.PixelData, Vr.OW, new byte[] {1, 2})
                            .build();

            assertThat(DicomJson.text(dataSet))
                    .isEqualTo(
                            "{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                                    + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"DERIVED\",null,\"A\\\"B\"]},"
                                    + "\"00081199\":{\"vr\":\"SQ\",\"Value\":[{}]},"
                                    + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Ouyang^Guiying\","
                                    + "\"Ideographic\":\"欧阳^桂英\"}]},"
                                    + "\"00100020\":{\"vr\":\"LO\"},"
                                    + "\"00280010\":{\"vr\":\"US\",\"Value\":[65535]},"
                                    + "\"00281053\":{\"vr\":\"DS\",\"Value\":[1.50]},"
                                    + "\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"AQI=\"}}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "DS|1.50|1.50",
                    "DS|1|1",
                    "DS|-.5|-0.5",
                    "DS|5.|5",
                    "DS|1e3|1E+3",
                    "DS|0.1234567890123456|\"0.1234567890123456\"", // 18 characters: not a DS
                    "DS|1234567890.12345|1234567890.12345",
                    "DS|12345678901.12345|\"12345678901.12345\"",
                    "DS|9007199254740993|\"9007199254740993\"", // 2^53 + 1
                    "DS|1e999|\"1e999\"",
                    "DS|-0|\"-0\"",
                    "DS|NaN|\"NaN\"",
                    "DS|1,5|\"1,5\"",
                    "IS|007|7",
                    "IS|1.5|1.5",
                    "IS|1234567890123|\"1234567890123\"",
                    "IS|x|\"x\"",
                    "IS|1\\\\2|1,null,2",
                    "UR|http://a/b\\c|\"http://a/b\\\\c\"",
                    "LT|a\\b|\"a\\\\b\"",
                    "LO|a\\ b |\"a\",\"b\"",
                    "PN|a^b=c=d\\\\e|{\"Alphabetic\":\"a^b\",\"Ideographic\":\"c\",\"Phonetic\":\"d\"},null,{\"Alphabetic\":\"e\"}",
                    "PN|==x|{\"Phonetic\":\"x\"}",
                })
        void texts(Vr vr, String text, String json) {
            assertThat(text(vr, text))
                    .isEqualTo("{\"00091001\":{\"vr\":\"%s\",\"Value\":[%s]}}".formatted(vr, json));
        }

        @Test
        void numbersOfEveryWidth() {
            var buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(1L << 53).putLong((1L << 53) + 1);
            assertThat(value(Vr.SV, buffer.array()))
                    .contains("[9007199254740992,\"9007199254740993\"]");
            assertThat(value(Vr.UV, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}))
                    .contains("[\"18446744073709551615\"]");
            assertThat(value(Vr.SV, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1})).contains("[-1]");
            assertThat(value(Vr.UL, new byte[] {-1, -1, -1, -1})).contains("[4294967295]");
            assertThat(value(Vr.SL, new byte[] {-1, -1, -1, -1})).contains("[-1]");
            assertThat(value(Vr.SS, new byte[] {-1, -1})).contains("[-1]");
            assertThat(value(Vr.AT, new byte[] {0x18, 0, 0x63, 0x10})).contains("[\"00181063\"]");
        }

        @Test
        void numbersThatAreNotFinite() {
            var buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putFloat(Float.NaN)
                    .putFloat(Float.POSITIVE_INFINITY)
                    .putFloat(Float.NEGATIVE_INFINITY)
                    .putFloat(0.1f);

            assertThat(value(Vr.FL, buffer.array()))
                    .contains("[\"NaN\",\"Infinity\",\"-Infinity\",0.1]");
        }

        @Test
        void bytesThatAreNoWholeValuesGoOutAsUnknown() {
            assertThat(value(Vr.US, new byte[] {1, 2, 3}))
                    .isEqualTo("{\"00091001\":{\"vr\":\"UN\",\"InlineBinary\":\"AQID\"}}");
            assertThat(value(Vr.AT, new byte[] {1, 2})).contains("UN");
        }

        @Test
        void largeValuesStandWhereTheSinkSays() throws IOException {
            var dataSet =
                    DataSet.builder()
                            .text(Tags.PatientID, "1")
                            .item(
                                    Tags.ReferencedSOPSequence,
                                    item -> item.bytes(PRIVATE, Vr.OB, new byte[100]))
                            .bytes(Tags.PixelData, Vr.OW, new byte[2])
                            .build();
            var asked = new ArrayList<String>();
            var out = new ByteArrayOutputStream();

            DicomJson.write(
                    dataSet,
                    out,
                    (path, element) -> {
                        asked.add(path.jsonPointer());
                        return element.bytes().length < 50
                                ? Optional.empty()
                                : Optional.of("http://x" + path.jsonPointer());
                    });

            assertThat(asked).containsExactly("/00081199/Value/0/00091001", "/7FE00010");
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("\"BulkDataURI\":\"http://x/00081199/Value/0/00091001\"")
                    .contains("\"InlineBinary\":\"AAA=\"");
        }

        @Test
        void encapsulatedPixelsOnlyStandElsewhere() throws IOException {
            var fragments =
                    new Element.Value.Fragments(
                            List.of(Content.empty(), Content.of(new byte[] {1, 2})));
            var dataSet =
                    DataSet.builder().put(new Element(Tags.PixelData, Vr.OB, fragments)).build();
            var out = new ByteArrayOutputStream();

            DicomJson.write(dataSet, out, (_, _) -> Optional.of("frames"));

            assertThat(DicomJson.text(dataSet)).isEqualTo("{}");
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("{\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"frames\"}}");
        }

        @Test
        void severalAsAnArray() throws IOException {
            var out = new ByteArrayOutputStream();

            DicomJson.writeAll(
                    List.of(DataSet.EMPTY, DataSet.builder().numbers(Tags.Rows, 1).build()),
                    out,
                    BulkDataSink.NONE);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("[{},{\"00280010\":{\"vr\":\"US\",\"Value\":[1]}}]");
            assertThat(
                            DicomJson.readAll(
                                    new ByteArrayInputStream(out.toByteArray()),
                                    Limits.DEFAULT,
                                    BulkDataSource.REFUSED))
                    .hasSize(2);
        }
    }

    @Nested
    class Reading {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "DS|[1.5,null,\"2\"]|1.5\\\\2",
                    "DS|[0.30000000000000004]|0.30000000000000",
                    "IS|[7,\"007\"]|7\\007",
                    "IS|[1e3]|1000",
                    "PN|[{\"Alphabetic\":\"a^b\",\"Phonetic\":\"c\"},{},null]|a^b==c\\\\",
                    "LO|[\"a\",null,\"b\"]|a\\\\b",
                    "UT|[\"a\\\\b\"]|a\\b",
                    "UI|[\"1.2.3\"]|1.2.3",
                    "CS|[null,null]|\\",
                })
        void texts(String vr, String json, String text) {
            var bytes = readValue(vr, ",\"Value\":" + json).bytes(PRIVATE);

            assertThat(new String(bytes, StandardCharsets.US_ASCII).replaceAll("[ \0]$", ""))
                    .isEqualTo(text);
            assertThat(bytes.length % 2).isZero();
        }

        @Test
        void membersAndAttributesInAnyOrder() {
            var dataSet =
                    DicomJson.read(
                            """
                            {"00280011":{"Value":[3],"vr":"US"},
                             "00081199":{"Value":[{"00081155":{"Value":["1.2"],"vr":"UI"}},{}],"vr":"SQ"},
                             "0010001a":{"vr":"LO"}, "00100010":{"Value":[{"Ideographic":"山"}],"vr":"PN"}}\
                            """);

            assertThat(dataSet.integer(Tags.Columns, 0)).isEqualTo(3);
            assertThat(dataSet.items(Tags.ReferencedSOPSequence)).hasSize(2);
            assertThat(dataSet.first(Tags.PatientName)).isEqualTo("=山");
            assertThat(dataSet.characterSet()).isEqualTo(CharacterSet.UTF_8);
            assertThat(dataSet.first(Tags.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        }

        @Test
        void declaresNoCharacterSetThatNothingNeeds() {
            var dataSet = DicomJson.read("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\"]}}");

            assertThat(dataSet.contains(Tags.SpecificCharacterSet)).isFalse();
            assertThat(dataSet.characterSet().terms()).isEmpty();
        }

        @Test
        void bulkDataComesFromTheSourceOrNotAtAll() throws IOException {
            var json = "{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"http://secret/\"}}";
            var fetched =
                    DicomJson.read(
                            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                            Limits.DEFAULT,
                            (path, vr, uri) ->
                                    Element.of(
                                                    Tags.PixelData,
                                                    vr,
                                                    (path + uri).getBytes(StandardCharsets.UTF_8))
                                            .value());

            assertThat(new String(fetched.bytes(Tags.PixelData), StandardCharsets.UTF_8))
                    .isEqualTo("(7FE0,0010)http://secret/");
            assertThatThrownBy(() -> DicomJson.read(json))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("/7FE00010")
                    .hasMessageNotContaining("secret");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "1",
                    "{} {}",
                    "{\"0008\":{}}",
                    "{\"PatientName\":{\"vr\":\"PN\"}}",
                    "{\"00100020\":{}}",
                    "{\"00100020\":1}",
                    "{\"00100020\":{\"vr\":\"XX\"}}",
                    "{\"00100020\":{\"vr\":1}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":\"Secret\"}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[1]}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[true]}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[[]]}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"Sec\\\\ret\"]}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\"],\"InlineBinary\":\"AA==\"}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"InlineBinary\":\"AA==\"}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Secret\":1}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"vr\":\"LO\"}}",
                    "{\"00100020\":{\"vr\":\"LO\"},\"00100020\":{\"vr\":\"LO\"}}",
                    "{\"00100010\":{\"vr\":\"PN\",\"Value\":[\"Secret\"]}}",
                    "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"a=b\"}]}}",
                    "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"a\",\"Secret\":\"b\"}]}}",
                    "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":1}]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"Value\":[65536]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"Value\":[-1]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"Value\":[1.5]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"Value\":[\"1\"]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"Value\":[null]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"Value\":[1e999999999]}}",
                    "{\"00280010\":{\"vr\":\"US\",\"InlineBinary\":\"AAAA\"}}",
                    "{\"00280010\":{\"vr\":\"SV\",\"Value\":[\"Secret\"]}}",
                    "{\"00280010\":{\"vr\":\"UV\",\"Value\":[\"18446744073709551616\"]}}",
                    "{\"00280010\":{\"vr\":\"FD\",\"Value\":[\"Secret\"]}}",
                    "{\"00280010\":{\"vr\":\"AT\",\"Value\":[\"Secret\"]}}",
                    "{\"00280010\":{\"vr\":\"UN\",\"Value\":[\"Secret\"]}}",
                    "{\"00280010\":{\"vr\":\"OB\",\"InlineBinary\":\"Sec!ret\"}}",
                    "{\"00280010\":{\"vr\":\"OB\",\"InlineBinary\":\"AAA\"}}",
                    "{\"00280010\":{\"vr\":\"OB\",\"InlineBinary\":1}}",
                    "{\"00280010\":{\"vr\":\"SQ\",\"Value\":[\"Secret\"]}}",
                    "{\"00280010\":{\"vr\":\"SQ\",\"InlineBinary\":\"AA==\"}}",
                    "{\"00280010\":{\"vr\":\"CS\",\"Value\":[\"欧阳\"]}}",
                    "{\"FFFEE000\":{\"vr\":\"UN\"}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[Secret]}}",
                    "{\"00100020\":{\"vr\":\"LO\",\"Value\":[NaN]}}",
                    "{\"00100020\":{\"vr\":\"LO\"",
                })
        void refusesWhatIsNoModelAndSaysNoValue(String json) {
            assertThatThrownBy(() -> DicomJson.read(json))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("JSON")
                    .hasMessageNotContaining("Secret")
                    .hasNoCause();
        }

        @Test
        void namesTheAttributeAndThePlace() {
            assertThatThrownBy(() ->
                            DicomJson.read(
                                    """
                                    {"00081199":{"vr":"SQ","Value":[{},
                                     {"00280010":{"vr":"US","Value":[70000]}}]}}\
                                    """))
                    .hasMessage(
                            "(0008,1199)[1].(0028,0010) in JSON at /00081199/Value/1/00280010:"
                                    + " a number is from 0 to 65535");
        }

        @Test
        void boundsWhatItTakes() {
            var deep =
                    "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[".repeat(50) + "{}" + "]}}".repeat(50);
            var digits = "{\"00280010\":{\"vr\":\"DS\",\"Value\":[" + "1".repeat(5000) + "]}}";
            var many =
                    "{\"00280010\":{\"vr\":\"US\"},\"00280011\":{\"vr\":\"US\"},"
                            + "\"00280012\":{\"vr\":\"US\"},\"00280013\":{\"vr\":\"US\"}}";

            assertThatThrownBy(() -> DicomJson.read(deep))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("items may be nested 32 deep");
            assertThatThrownBy(() -> DicomJson.read(digits))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("a limit is exceeded");
            assertThatThrownBy(() -> bounded(many))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("there may be 3 attributes");
            assertThatThrownBy(() -> bounded(" ".repeat(100_000)))
                    .isInstanceOf(DicomJsonException.class)
                    .hasMessageContaining("a limit is exceeded");
        }

        private static void bounded(String json) throws IOException {
            DicomJson.read(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    new Limits(64, 2, 3, 64),
                    BulkDataSource.REFUSED);
        }
    }
}
