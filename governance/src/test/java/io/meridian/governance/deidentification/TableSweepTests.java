package io.meridian.governance.deidentification;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.deidentification.ConfidentialityTable.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every row of the table, at top level, in a sequence, and in a private sequence, under the two
 * profiles that ship.
 */
final class TableSweepTests {
    private static final Tag SEQUENCE = new Tag(0x00081115);
    private static final Tag PRIVATE_SEQUENCE = new Tag(0x00091010);
    private static final Pseudonym SUBJECT = new Pseudonym("M0123456789ABCDEFGHIJ");

    private final ResearchKeys keys = ResearchKeys.of(new byte[32]);

    @ParameterizedTest
    @ValueSource(strings = {"basic", "meridian-research"})
    void carriesOutWhatTheTableSays(String name) {
        var profile = DeidentificationProfile.shipped(name);
        var deidentifier = Deidentifier.of(profile, keys);
        var rows = 0;
        for (var row : ConfidentialityTable.standard().rows()) {
            if (row.tag().equals("private")) {
                continue;
            }
            var tag = new Tag(Integer.parseUnsignedInt(row.tag().replace('x', '0'), 16));
            var received = sample(tag);
            var made =
                    deidentifier
                            .deidentify(
                                    DicomFile.of(
                                            DataSet.builder()
                                                    .put(received)
                                                    .put(
                                                            Element.sequence(
                                                                    SEQUENCE,
                                                                    List.of(item(received))))
                                                    .put(
                                                            Element.sequence(
                                                                    PRIVATE_SEQUENCE,
                                                                    List.of(item(received))))
                                                    .build(),
                                            TransferSyntax.EXPLICIT_LITTLE),
                                    SUBJECT,
                                    PixelText.NOT_CHECKED)
                            .file()
                            .dataSet();
            assertThat(made.contains(PRIVATE_SEQUENCE)).isFalse();
            check(profile, row, received, made);
            check(profile, row, received, made.items(SEQUENCE).getFirst());
            rows++;
        }
        assertThat(rows).isEqualTo(620);
    }

    private void check(DeidentificationProfile profile, Row row, Element received, DataSet made) {
        var what = "%s under %s".formatted(row, profile.name());
        var after = made.get(received.tag());
        if (received.tag().equals(Tags.PatientName) || received.tag().equals(Tags.PatientID)) {
            assertThat(made.first(received.tag())).as(what).isEqualTo(SUBJECT.value());
            return;
        }
        switch (expected(profile, row, received.vr())) {
            case "X", "X, overlay" -> assertThat(after).as(what).isEmpty();
            case "Z" -> {
                assertThat(after).as(what).isPresent();
                assertThat(after.orElseThrow().isEmpty()).as(what).isTrue();
            }
            case "D" -> {
                assertThat(after).as(what).isPresent();
                assertThat(after.orElseThrow().isEmpty()).as(what).isFalse();
                assertThat(after).as(what).isNotEqualTo(Optional.of(received));
                assertNoSecret(what, made);
            }
            case "U" -> {
                if (received.vr() == Vr.SQ) {
                    assertThat(made.items(received.tag())).as(what).hasSize(1);
                    assertThat(
                                    made.items(received.tag())
                                            .getFirst()
                                            .first(Tags.ReferencedSOPInstanceUID))
                            .as(what)
                            .isEqualTo(keys.uid("1.2.3.4.5.6.7"));
                } else {
                    assertThat(made.first(received.tag()))
                            .as(what)
                            .isEqualTo(keys.uid("1.2.3.4.5.6.7"));
                }
            }
            case "K" -> {
                if (received.tag().equals(Tags.PatientAge)) {
                    assertThat(made.first(Tags.PatientAge)).isEqualTo("060Y");
                } else {
                    assertThat(after).as(what).isEqualTo(Optional.of(received));
                }
            }
            case "C dates" -> {
                var days = keys.shiftDays(SUBJECT, 31, 3650);
                var date =
                        java.time.LocalDate.of(2024, 1, 15)
                                .plusDays(days)
                                .toString()
                                .replace("-", "");
                var value = made.first(received.tag());
                assertThat(value)
                        .as(what)
                        .isEqualTo(
                                switch (received.vr()) {
                                    case DA -> date;
                                    case DT -> date + "101112";
                                    default -> "101112";
                                });
            }
            case "C words" -> assertThat(made.text(received.tag())).as(what).isEqualTo("CHEST");
            case "C items" -> {
                assertThat(made.items(received.tag())).as(what).hasSize(1);
                assertNoSecret(what, made);
            }
            default -> throw new AssertionError("no expectation for " + what);
        }
    }

    /** What the table asks for, worked out apart from the engine. */
    private static String expected(DeidentificationProfile profile, Row row, Vr vr) {
        if (row.tag().startsWith("60xx")) {
            return "X, overlay";
        }
        var clean = "";
        for (var option : profile.options()) {
            var code = row.options().get(option);
            if (code == ActionCode.KEEP) {
                return "K";
            }
            if (code == ActionCode.CLEAN) {
                clean = option.word();
            }
        }
        if (clean.contains("dates") && (vr == Vr.DA || vr == Vr.DT || vr == Vr.TM)) {
            return "C dates";
        }
        if (!clean.isEmpty() && !clean.contains("dates") && (vr == Vr.SQ || vr.isString())) {
            return vr == Vr.SQ ? "C items" : "C words";
        }
        return switch (row.basic()) {
            case REMOVE -> "X";
            case EMPTY, REMOVE_OR_EMPTY -> "Z";
            case DUMMY, EMPTY_OR_DUMMY, REMOVE_OR_DUMMY, REMOVE_OR_EMPTY_OR_DUMMY -> "D";
            case UID, REMOVE_OR_EMPTY_OR_UID -> "U";
            case KEEP, CLEAN -> throw new AssertionError("the Basic Profile has no such code");
        };
    }

    private static void assertNoSecret(String what, DataSet made) {
        var bytes = io.meridian.dicom.Part10.dataSetBytes(made, TransferSyntax.EXPLICIT_LITTLE);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .as(what)
                .doesNotContain("SECRET");
    }

    private static DataSet item(Element element) {
        return DataSet.builder().put(element).build();
    }

    private static Element sample(Tag tag) {
        var vr = tag.group() == 0 ? Vr.UI : Dictionary.standard().vr(tag);
        return switch (vr) {
            case DA -> Dummies.text(tag, vr, "20240115");
            case DT -> Dummies.text(tag, vr, "20240115101112");
            case TM -> Dummies.text(tag, vr, "101112");
            case UI -> Dummies.text(tag, vr, "1.2.3.4.5.6.7");
            case AS -> Dummies.text(tag, vr, "063Y");
            case DS, IS -> Dummies.text(tag, vr, "77");
            case AE, CS, LO, LT, PN, SH, ST, UC, UR, UT -> Dummies.text(tag, vr, "SECRET CHEST");
            case SQ ->
                    Element.sequence(
                            tag,
                            List.of(
                                    DataSet.builder()
                                            .text(
                                                    Tags.ReferencedSOPClassUID,
                                                    "1.2.840.10008.5.1.4.1.1.7")
                                            .text(Tags.ReferencedSOPInstanceUID, "1.2.3.4.5.6.7")
                                            .text(new Tag(0x00181008), Vr.LO, "SECRET")
                                            .build()));
            default ->
                    Element.of(
                            tag,
                            vr,
                            "SECRETSECRETSECRET"
                                    .substring(0, 16)
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        };
    }
}
