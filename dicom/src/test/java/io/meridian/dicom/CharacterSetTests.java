package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.testing.Peers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the worked examples of PS3.5 and pydicom. */
class CharacterSetTests {
    record Example(String section, List<String> terms, String name, String hex) {
        CharacterSet set() {
            return CharacterSet.of(terms.toArray(String[]::new));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex.replace(" ", ""));
        }
    }

    private static final List<Example> EXAMPLES =
            List.of(
                    new Example(
                            "H.3.1",
                            List.of("", "ISO 2022 IR 87"),
                            "Yamada^Tarou=山田^太郎=やまだ^たろう",
                            "59616D6164615E5461726F753D 1B24423B334544 1B28425E 1B244242404F3A 1B28423D"
                                    + "1B24422464245E2440 1B28425E 1B2442243F246D2426 1B2842"),
                    new Example(
                            "H.3.2",
                            List.of("ISO 2022 IR 13", "ISO 2022 IR 87"),
                            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                            "D4CFC0DE5EC0DBB33D 1B24423B334544 1B284A5E 1B244242404F3A 1B284A3D"
                                    + "1B24422464245E2440 1B284A5E 1B2442243F246D2426 1B284A"),
                    new Example(
                            "I.2",
                            List.of("", "ISO 2022 IR 149"),
                            "Hong^Gildong=洪^吉洞=홍^길동",
                            "486F6E675E47696C646F6E673D 1B242943FBF35E 1B242943D1CED4D73D"
                                    + "1B242943C8AB5E 1B242943B1E6B5BF"),
                    new Example(
                            "J.1",
                            List.of("ISO_IR 192"),
                            "Wang^XiaoDong=王^小东=",
                            "57616E675E5869616F446F6E673D E78E8B5EE5B08FE4B89C3D"),
                    new Example(
                            "J.2",
                            List.of("GB18030"),
                            "Wang^XiaoDong=王^小东=",
                            "57616E675E5869616F446F6E673D CDF55ED0A1B6AB3D"),
                    new Example(
                            "K.2",
                            List.of("", "ISO 2022 IR 58"),
                            "Zhang^XiaoDong=张^小东=",
                            "5A68616E675E5869616F446F6E673D 1B242941D5C55E 1B242941D0A1B6AB3D"));

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void readsTheExamplesOfTheStandard(Example example) {
        assertThat(example.set().decode(example.bytes(), Vr.PN)).isEqualTo(example.name());
        assertThat(example.set().canDecode(example.bytes(), Vr.PN)).isTrue();
        assertThat(example.set().problem()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void writesTheExamplesOfTheStandard(Example example) {
        assertThat(HexFormat.of().formatHex(example.set().encode(example.name(), Vr.PN)))
                .isEqualTo(HexFormat.of().formatHex(example.bytes()));
    }

    private static final List<List<String>> SINGLE =
            List.of(
                    List.of("ISO_IR 100", "Buc^Jérôme"),
                    List.of("ISO_IR 101", "Wałęsa^Žižka"),
                    List.of("ISO_IR 109", "Ĉapelo^Ŝuo"),
                    List.of("ISO_IR 110", "Bērziņš^Ķīlis"),
                    List.of("ISO_IR 144", "Люкceмбypг"),
                    List.of("ISO_IR 127", "قباني^لنزار"),
                    List.of("ISO_IR 126", "Διονυσιος"),
                    List.of("ISO_IR 138", "שרון^דבורה"),
                    List.of("ISO_IR 148", "Çavuşoğlu^İpek"),
                    List.of("ISO_IR 203", "Œuvre^Šimon€"),
                    List.of("ISO_IR 166", "สมชาย^ใจดี"),
                    List.of("ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ"),
                    List.of("GBK", "王^小东=東"));

    @ParameterizedTest
    @FieldSource("SINGLE")
    void onesOwnBytesAreReadAgain(List<String> termAndText) {
        var set = CharacterSet.of(termAndText.getFirst());
        assertThat(set.decode(set.encode(termAndText.getLast(), Vr.PN), Vr.PN))
                .isEqualTo(termAndText.getLast());
    }

    /**
     * What pydicom makes of the bytes that are written here; of GB 2312 it leaves the escape
     * sequence in the text, and it does not know ISO_IR 203.
     */
    @Test
    void pydicomReadsWhatIsWritten() {
        var script = new StringBuilder("import pydicom.charset as c\n");
        var cases =
                Stream.concat(
                                EXAMPLES.stream()
                                        .filter(each -> !each.section().equals("K.2"))
                                        .map(each -> List.of(each.terms(), List.of(each.name()))),
                                SINGLE.stream()
                                        .filter(each -> !each.contains("ISO_IR 203"))
                                        .map(each ->
                                                List.of(
                                                        List.of(each.getFirst()),
                                                        List.of(each.getLast()))))
                        .toList();
        for (var each : cases) {
            var terms = each.getFirst();
            var text = each.getLast().getFirst();
            var bytes = CharacterSet.of(terms.toArray(String[]::new)).encode(text, Vr.PN);
            script.append(
                    "assert c.decode_bytes(bytes.fromhex('%s'), c.convert_encodings(%s), {0x5c, 0x5e, 0x3d}) == bytes.fromhex('%s').decode('utf-8'), '%s'%n"
                            .formatted(
                                    HexFormat.of().formatHex(bytes),
                                    terms.stream()
                                            .map(term -> "'" + term + "'")
                                            .toList()
                                            .toString(),
                                    HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)),
                                    terms));
        }
        script.append("print('ok')\n");
        assertThat(Peers.runPython(List.of("pydicom"), script.toString())).isEqualTo("ok");
    }

    static Stream<List<String>> odd() {
        return Stream.of(
                List.of("ISO IR 192", "misspelt"),
                List.of("UTF-8", "misspelt"),
                List.of("KLINGON", "none of the standard"),
                List.of("ISO_IR 100\\ISO_IR 192", "beside others"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void saysWhatIsWrongWithADeclaration(List<String> termsAndWarning) {
        var set = CharacterSet.of(termsAndWarning.getFirst().split("\\\\"));

        assertThat(set.problem().orElseThrow()).contains(termsAndWarning.getLast());
    }

    @Test
    void aMisspeltTermIsReadAsMeantAndAnUnknownOneAsLatin1() {
        var utf8 = "王".getBytes(StandardCharsets.UTF_8);
        assertThat(CharacterSet.of("ISO IR 192").decode(utf8)).isEqualTo("王");
        assertThat(CharacterSet.of("KLINGON").decode(new byte[] {(byte) 0xE9})).isEqualTo("é");
    }

    @Test
    void saysThatBytesMeanNothing() {
        assertThat(CharacterSet.UTF_8.canDecode(new byte[] {(byte) 0xE7, 0x41}, Vr.LO)).isFalse();
        assertThat(CharacterSet.of("ISO_IR 100").canDecode(new byte[] {(byte) 0xE7}, Vr.LO))
                .isTrue();
    }

    @Test
    void refusesACharacterThatIsInNoDeclaredSet() {
        for (var set :
                List.of(
                        CharacterSet.DEFAULT,
                        CharacterSet.of("ISO_IR 100"),
                        CharacterSet.of("", "ISO 2022 IR 149"))) {
            assertThatThrownBy(() -> set.encode("Ω王😀", Vr.PN))
                    .isInstanceOf(DicomException.class)
                    .hasMessageContaining("ISO_IR 192")
                    .hasMessageNotContaining("王");
        }
    }

    /** The second byte of a character of GBK may be a backslash, which parts nothing. */
    @Test
    void partsValuesAfterDecoding() {
        var element =
                Element.of(
                        Tags.OtherPatientNames,
                        Vr.PN,
                        "昞^淺\\王".getBytes(java.nio.charset.Charset.forName("GBK")));
        var dataSet = DataSet.builder().text(Tags.SpecificCharacterSet, "GBK").put(element).build();

        assertThat(dataSet.texts(Tags.OtherPatientNames)).containsExactly("昞^淺", "王");
    }
}
