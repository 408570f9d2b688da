package io.meridian.dicom.iod;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With dciodvfy (dicom3tools) on the other side: what it calls an error must be one here, and the
 * other way round. {@link Disagreement} names the exceptions.
 */
class ValidatorPeerTests {
    private static final long SEED = 20_261_125L;
    private static final int BREAKS_PER_CLASS = 40;
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    private static final Set<Rule> COMPARED =
            EnumSet.of(
                    Rule.MISSING,
                    Rule.EMPTY,
                    Rule.NOT_ALLOWED,
                    Rule.ENUMERATED,
                    Rule.ITEMS,
                    Rule.MULTIPLICITY,
                    Rule.FORM);

    /** CR, DX, MG, CT, MR, US, SC, SR, SEG, RT, ECG, presentation state, PDF, PET, NM. */
    private static final List<String> SWEPT =
            List.of(
                    "1", "1.1", "1.2", "2", "2.1", "3.1", "4", "4.1", "6.1", "7", "9.1.1", "11.1",
                    "66.4", "88.11", "88.22", "88.33", "104.1", "481.1", "481.2", "481.3", "481.5",
                    "128", "20");

    private record Place(TagPath path, Element element) {}

    /** What the comparisons found. */
    private static final class Tally {
        private final List<String> unexplained = new ArrayList<>();
        private int objects;
        private int refused;
        private int same;
        private int explained;

        void compare(DicomFile file, Path path, String name) {
            objects++;
            var report = Dciodvfy.read(path);
            if (!report.finished()) {
                refused++;
                return;
            }
            var uid = file.sopClassUid();
            var theirs = new ArrayList<>(report.errors());
            theirs.removeIf(each -> !COMPARED.contains(each.rule()));
            for (var finding : Validator.standard().validate(file)) {
                if (finding.severity() != Severity.ERROR || !COMPARED.contains(finding.rule())) {
                    continue;
                }
                var error = new Dciodvfy.Complaint(finding.rule(), finding.path());
                if (theirs.remove(error)) {
                    same++;
                } else {
                    note(Disagreement.onlyHere(finding), name + " only here: " + finding);
                }
            }
            theirs.forEach(each ->
                    note(
                            Disagreement.onlyThere(uid, each),
                            "%s %s only there: %s".formatted(name, uid, each)));
        }

        private void note(boolean known, String what) {
            if (known) {
                explained++;
            } else {
                unexplained.add(what);
            }
        }

        void print(String what) {
            System.out.printf(
                    "dciodvfy, %s: %d objects, %d of them not read there; %d errors agree, %d differ for a known reason%n",
                    what, objects, refused, same, explained);
        }
    }

    @Test
    void everyFileHasTheErrorsOfDciodvfy() throws IOException {
        var tally = new Tally();
        for (var path : Samples.files()) {
            tally.compare(Part10.read(path), path, path.getFileName().toString());
        }

        tally.print("shared files");
        assertThat(tally.unexplained).isEmpty();
        assertThat(tally.refused).isLessThan(15);
        assertThat(tally.same).isGreaterThan(200);
    }

    @Test
    void objectsOfEveryClassThatAreWholeHereAreWholeThere(@TempDir Path folder) throws IOException {
        var tally = new Tally();
        var path = folder.resolve("object.dcm");
        for (var uid : Tables.standard().sopClasses()) {
            var file = DicomFile.of(MadeObjects.of(uid), TransferSyntax.EXPLICIT_LITTLE);
            Part10.write(file, path);
            tally.compare(file, path, "made");
        }

        tally.print("made objects");
        assertThat(tally.unexplained).isEmpty();
        assertThat(tally.objects).isGreaterThan(170);
        assertThat(tally.refused).isLessThan(70);
    }

    @Test
    void oneBrokenRuleIsTheSameErrorThere(@TempDir Path folder) throws IOException {
        var random = new Random(SEED);
        var tally = new Tally();
        var path = folder.resolve("object.dcm");
        for (var suffix : SWEPT) {
            var whole = MadeObjects.of(STORAGE + suffix);
            var places = new ArrayList<Place>();
            places(whole, TagPath.ROOT, places);
            for (var i = 0; i < BREAKS_PER_CLASS; i++) {
                var place = places.get(random.nextInt(places.size()));
                var broken = broken(whole, place, random.nextInt(4));
                var file = DicomFile.of(broken, TransferSyntax.EXPLICIT_LITTLE);
                Part10.write(file, path);
                tally.compare(file, path, "seed %d, broken at %s".formatted(SEED, place.path()));
            }
        }

        tally.print("one rule broken");
        assertThat(tally.unexplained).isEmpty();
        assertThat(tally.refused).isLessThan(30);
        assertThat(tally.same).isGreaterThan(700);
    }

    private static void places(DataSet dataSet, TagPath path, List<Place> places) {
        for (var element : dataSet) {
            var tag = element.tag();
            if (!tag.equals(Tags.SOPClassUID) && !tag.equals(Tags.SOPInstanceUID)) {
                places.add(new Place(path.attribute(tag), element));
            }
            var number = 0;
            for (var item : element.items()) {
                places(item, path.item(tag, number++), places);
            }
        }
    }

    private static DataSet broken(DataSet dataSet, Place place, int kind) {
        var tag = place.element().tag();
        var vr = place.element().vr();
        return switch (kind) {
            case 0 -> MadeObjects.remove(dataSet, place.path());
            case 1 ->
                    MadeObjects.set(
                            dataSet,
                            place.path(),
                            vr == Vr.SQ
                                    ? Element.sequence(tag, List.of())
                                    : Element.of(tag, vr, new byte[0]));
            case 2 -> MadeObjects.set(dataSet, place.path(), notPermitted(place.element()));
            default ->
                    vr.isString() && !vr.isSingleText()
                            ? MadeObjects.set(
                                    dataSet,
                                    place.path(),
                                    text(place.element(), "1\\1\\1\\1\\1\\1\\1 "))
                            : dataSet;
        };
    }

    private static Element notPermitted(Element element) {
        return switch (element.vr()) {
            case CS -> text(element, "BROKEN");
            case US -> Element.of(element.tag(), Vr.US, new byte[] {77, 0});
            case SQ -> {
                var items = new ArrayList<>(element.items());
                items.addAll(element.items());
                yield Element.sequence(element.tag(), items);
            }
            default -> element;
        };
    }

    private static Element text(Element element, String text) {
        return Element.of(element.tag(), element.vr(), text.getBytes(StandardCharsets.US_ASCII));
    }
}
