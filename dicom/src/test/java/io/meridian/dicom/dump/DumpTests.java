package io.meridian.dicom.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.Warning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpTests {
    private static String lines(DataSet dataSet, DumpOptions options) {
        var out = new StringBuilder();
        try {
            Dump.write(dataSet, TransferSyntax.EXPLICIT_LITTLE, options, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static DataSet nested() {
        return DataSet.builder()
                .text(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tags.StudyDescription, "abc")
                .item(
                        Tags.ReferencedSOPSequence,
                        item -> item.text(Tags.ReferencedSOPInstanceUID, "2.25.9"))
                .item(Tags.ReferencedSOPSequence, item -> {})
                .text(Tag.of(0x0009, 0x10), Vr.LO, "ACME 1.0")
                .numbers(Tags.Rows, 2)
                .bytes(Tag.of(0x0009, 0x1002), Vr.FD, new byte[16])
                .build();
    }

    @Test
    void showsTagVrValueLengthMultiplicityAndKeyword() {
        assertThat(lines(nested(), DumpOptions.DEFAULT))
                .isEqualTo(
                        """
                        (0008,0016) UI =CTImageStorage                          #  26, 1 SOPClassUID
                        (0008,1030) LO [abc]                                    #   4, 1 StudyDescription
                        (0008,1199) SQ (2 items)                                #  30, 1 ReferencedSOPSequence
                          (FFFE,E000) na (item 1 of 2, 1 attribute)               #  14, 1 Item
                            (0008,1155) UI [2.25.9]                                 #   6, 1 ReferencedSOPInstanceUID
                          (FFFE,E000) na (item 2 of 2, 0 attributes)              #   0, 1 Item
                        (0009,0010) LO [ACME 1.0]                               #   8, 1 PrivateCreator
                        (0009,1002) FD 0\\0                                      #  16, 2 Private {ACME 1.0}
                        (0028,0010) US 2                                        #   2, 1 Rows
                        """);
    }

    @Test
    void obeysNoControlCharactersAndDecodesText() {
        var dataSet =
                DataSet.builder()
                        .characterSet(CharacterSet.GB18030)
                        .text(Tags.StudyDescription, "a\u001B[2Jb\u202Ec")
                        .text(Tags.PatientName, "Ouyang^Guiying=欧阳^桂英")
                        .build();

        assertThat(lines(dataSet, DumpOptions.DEFAULT))
                .contains("[a<U+001B>[2Jb<U+202E>c]", "[Ouyang^Guiying=欧阳^桂英]")
                .doesNotContain("\u001B", "\u202E");
    }

    @Test
    void cutsLongValues() {
        var dataSet =
                DataSet.builder()
                        .text(Tags.StudyDescription, "x".repeat(100))
                        .bytes(Tags.PixelData, Vr.OW, new byte[1_000_000])
                        .build();

        assertThat(lines(dataSet, DumpOptions.DEFAULT.withMaximumCharacters(9)))
                .contains("[xxxxxxxxx…]", "0000\\0000… ", "# 1000000, 1 PixelData");
    }

    @Test
    void showsFragmentsAndUndefinedLength() {
        var fragments =
                new Element.Value.Fragments(
                        List.of(Content.empty(), Content.of(new byte[] {1, 2})));
        var dataSet = DataSet.builder().put(new Element(Tags.PixelData, Vr.OB, fragments)).build();

        assertThat(lines(dataSet, DumpOptions.DEFAULT))
                .isEqualTo(
                        """
                        (7FE0,0010) OB (2 fragments, 2 bytes)                   # u/l, 1 PixelData
                          (FFFE,E000) pi offset table:                            #   0, 1 Item
                          (FFFE,E000) pi fragment 1: 01\\02                        #   2, 1 Item
                        """);
    }

    @Test
    void endsWithWarnings() {
        var file =
                new DicomFile(
                        DataSet.EMPTY,
                        TransferSyntax.IMPLICIT_LITTLE,
                        nested(),
                        List.of(new Warning(Warning.Rule.TRAILING, -1, TagPath.ROOT, "odd\n")));

        assertThat(Dump.text(file))
                .startsWith(
                        "# data set in transfer syntax ImplicitVRLittleEndian 1.2.840.10008.1.2\n")
                .endsWith("# warning: odd<U+000A>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0008,1155",
                "(0008,1155)",
                "00081155",
                "ReferencedSOPInstanceUID",
                "ReferencedSOPSequence.ReferencedSOPInstanceUID",
                "(0008,1199)[0].ReferencedSOPInstanceUID",
            })
    void showsWhatIsSelectedWithItsPath(String selector) {
        var options = DumpOptions.DEFAULT.withSelection(Selection.of(List.of(selector)));

        assertThat(lines(nested(), options).lines())
                .singleElement()
                .asString()
                .startsWith("(0008,1199)[0].(0008,1155) UI [2.25.9]");
    }

    @Test
    void showsWhatIsInASelectedSequenceAndNothingElse() {
        var options =
                DumpOptions.DEFAULT
                        .withSelection(Selection.of(List.of("ReferencedSOPSequence", "Rows")))
                        .withForm(DumpOptions.Form.PATHS);

        assertThat(lines(nested(), options))
                .isEqualTo(
                        """
                        (0008,1199)
                        (0008,1199)[0].(0008,1155)
                        (0028,0010)
                        """);
        assertThat(
                        lines(
                                nested(),
                                options.withSelection(
                                        Selection.of(List.of("0008,1199[1].0008,1155")))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0008", "NoSuchKeyword", "0008,1199[", "a..b", "0008,119G"})
    void refusesASelectorThatNamesNothing(String selector) {
        assertThatThrownBy(() -> Selection.of(List.of(selector)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("selector");
    }

    /** Found by fuzzing: an implicit data set may hold any tag. */
    @Test
    void showsAnItemsTagOutsideEverySequence() {
        var dataSet = DataSet.builder().bytes(Tag.ITEM, Vr.UN, new byte[2]).build();

        assertThat(lines(dataSet, DumpOptions.DEFAULT)).startsWith("(FFFE,E000) UN");
    }
}
