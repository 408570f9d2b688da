package io.meridian.dicom.iod;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTests {
    private static final DataSet CT =
            MadeObjects.of(SopClass.CT.uid()).toBuilder()
                    .text(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                    .build();
    private static final String SECRET = "SECRET";

    private static List<Finding> findings(DataSet dataSet) {
        return Validator.standard().validate(dataSet);
    }

    private static List<Finding> errors(DataSet dataSet) {
        return findings(dataSet).stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .toList();
    }

    private static DataSet without(Tag tag) {
        return CT.toBuilder().remove(tag).build();
    }

    private static DataSet with(Tag tag, Vr vr, String text) {
        return CT.toBuilder()
                .put(Element.of(tag, vr, text.getBytes(StandardCharsets.US_ASCII)))
                .build();
    }

    @Test
    void findsNothingWrongWithAnObjectThatHasAllThatIsRequired() {
        assertThat(errors(CT)).isEmpty();
    }

    @Test
    void namesWhatIsMissingWithModuleAndSection() {
        assertThat(errors(without(Tags.PatientID)))
                .singleElement()
                .hasToString(
                        "ERROR MISSING (0010,0020) PatientID: type 2, required (Patient) [PS3.3 C.7.1.1]");
        assertThat(errors(without(Tags.Rows)))
                .extracting(Finding::rule, Finding::module)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Rule.MISSING, "Image Pixel"));
    }

    @Test
    void aTypeTwoMayBeEmptyAndATypeOneMayNot() {
        assertThat(errors(with(Tags.PatientID, Vr.LO, ""))).isEmpty();
        assertThat(errors(with(Tags.StudyInstanceUID, Vr.UI, "")))
                .extracting(Finding::rule)
                .containsExactly(Rule.EMPTY);
    }

    @Test
    void aConditionalAttributeIsRequiredWhereItsConditionHoldsAndOnlyThere() {
        var palette = with(Tags.PhotometricInterpretation, Vr.CS, "PALETTE COLOR ");
        var red = Tag.of(0x0028, 0x1101);

        assertThat(errors(palette))
                .anySatisfy(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.MISSING);
                    assertThat(finding.path()).isEqualTo(TagPath.of(red));
                    assertThat(finding.text()).contains("PhotometricInterpretation is PALETTE");
                });
        assertThat(errors(CT.toBuilder().put(MadeObjects.made(red)).build()))
                .anySatisfy(finding -> assertThat(finding.rule()).isEqualTo(Rule.NOT_ALLOWED));
    }

    @ParameterizedTest
    @CsvSource({
        "00100040,CS,SECRET,ENUMERATED,ERROR", // Patient's Sex
        "00100020,LO,SECRET\\SECRET,MULTIPLICITY,ERROR",
        "00080020,DA,SECRET01,FORM,ERROR",
        "00080060,CS,SECRET,TERM,NOTE",
        "00280010,IS,1 ,REPRESENTATION,ERROR",
        "00104000,LT,SECRET,EXTENDED,NONE", // patient comments are of the IOD
        "00180015,CS,SECRET,TERM,NOTE",
        "300A0002,SH,SECRET,EXTENDED,NOTE", // an RT plan's label
        "00080001,UL,SECR,RETIRED,NOTE",
        "00091001,LO,SECRET,PRIVATE,WARNING",
        "00080002,LO,SECRET,UNKNOWN,WARNING",
    })
    void saysWhatIsWrongAndNeverTheValue(
            String tag, Vr vr, String value, Rule rule, String severity) {
        var found = findings(with(new Tag(Integer.parseUnsignedInt(tag, 16)), vr, value));

        assertThat(found).noneMatch(each -> each.toString().contains(SECRET));
        if (severity.equals("NONE")) {
            assertThat(found).noneMatch(each -> each.rule() == rule);
        } else {
            assertThat(found)
                    .anyMatch(each ->
                            each.rule() == rule && each.severity() == Severity.valueOf(severity));
        }
    }

    @Test
    void looksIntoItemsAndCountsThem() {
        var tag = Tag.of(0x0008, 0x1140);
        var reference = DataSet.builder().text(Tags.ReferencedSOPClassUID, "1.2.3").build();

        assertThat(errors(CT.toBuilder().sequence(tag, reference).build()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.path()).hasToString("(0008,1140)[0].(0008,1155)");
                    assertThat(finding.rule()).isEqualTo(Rule.MISSING);
                });
        var anatomy = Tag.of(0x0008, 0x2218);
        assertThat(errors(CT.toBuilder().sequence(anatomy, DataSet.EMPTY, DataSet.EMPTY).build()))
                .anyMatch(finding -> finding.rule() == Rule.ITEMS);
    }

    @Test
    void checksFunctionalGroupsAndTheNumberOfFrames() {
        var frames = Tag.of(0x5200, 0x9230);
        var whole = MadeObjects.of("1.2.840.10008.5.1.4.1.1.4.1");
        var more = whole.toBuilder().numbers(Tags.NumberOfFrames, 7).build();
        var bare =
                whole.toBuilder()
                        .sequence(frames, DataSet.EMPTY)
                        .sequence(Tag.of(0x5200, 0x9229), DataSet.EMPTY)
                        .build();

        assertThat(errors(more))
                .anySatisfy(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.INCONSISTENT);
                    assertThat(finding.path()).isEqualTo(TagPath.of(frames));
                });
        // Pixel Measures and Frame Content, one of them in either place.
        assertThat(errors(bare))
                .extracting(each -> each.path().toString())
                .contains("(5200,9230)[0].(0020,9111)")
                .contains("(5200,9230)[0].(0028,9110)");
    }

    @Test
    void anUnknownSopClassIsSaid() {
        assertThat(findings(DataSet.builder().text(Tags.SOPClassUID, "1.2.3").build()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.UNCHECKED));
        assertThat(findings(DataSet.EMPTY)).hasSize(1);
    }

    @Test
    void rulesOfTheTransferSyntaxNeedAFile() {
        var lossy =
                with(Tags.PhotometricInterpretation, Vr.CS, "RGB ").toBuilder()
                        .numbers(Tags.SamplesPerPixel, 1)
                        .build();

        assertThat(errors(lossy)).noneMatch(each -> each.text().contains("TransferSyntax"));
        assertThat(Validator.standard().validate(DicomFile.of(lossy, TransferSyntax.JPEG_BASELINE)))
                .anyMatch(each -> each.text().contains("TransferSyntaxUID"));
    }

    @Test
    void metaInformationMustNameTheSameObject() {
        var file = DicomFile.of(CT, TransferSyntax.EXPLICIT_LITTLE);
        var other =
                new DicomFile(
                        file.meta(),
                        file.transferSyntax(),
                        CT.toBuilder().text(Tags.SOPInstanceUID, "1.2.9").build(),
                        List.of());

        assertThat(Validator.standard().validate(other))
                .anyMatch(each -> each.rule() == Rule.INCONSISTENT);
    }

    @Test
    void boundsWhatItSays() {
        var item = DataSet.builder().text(Tag.of(0x0010, 0x0020), Vr.DA, "1").build();
        var items = java.util.Collections.nCopies(12_000, item);
        var many = CT.toBuilder().put(Element.sequence(Tag.of(0x0008, 0x1140), items)).build();

        assertThat(findings(many)).hasSize(Validator.MOST_FINDINGS + 1);
    }
}
