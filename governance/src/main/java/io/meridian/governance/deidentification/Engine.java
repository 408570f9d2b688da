package io.meridian.governance.deidentification;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.deidentification.Decisions.Decision;
import io.meridian.governance.deidentification.DeidentificationRecord.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Carries the decisions out on one object, item by item. Confined to one call. */
final class Engine {
    private static final String STANDARD_UIDS = "1.2.840.10008.";

    private final Decisions decisions;
    private final ResearchKeys keys;
    private final DescriptorCleaner descriptors;
    private final Pseudonym subject;
    private final DateShifter dates;
    private final List<Touched> touched;

    Engine(
            Decisions decisions,
            ResearchKeys keys,
            DescriptorCleaner descriptors,
            Pseudonym subject,
            DateShifter dates,
            List<Touched> touched) {
        this.decisions = decisions;
        this.keys = keys;
        this.descriptors = descriptors;
        this.subject = subject;
        this.dates = dates;
        this.touched = touched;
    }

    /** How the items of a sequence are treated. */
    private enum Items {
        /** Each attribute by the table. */
        BY_TABLE,
        /** As by the table, and free text by the word list, private codes dropped. */
        CLEAN,
        /** As by the table, and every value that is left becomes a dummy. */
        DUMMY
    }

    DataSet treat(DataSet source) {
        return treat(source, "", Items.BY_TABLE);
    }

    private DataSet treat(DataSet source, String path, Items items) {
        var result = DataSet.builder(source.characterSet());
        for (var received : source) {
            element(source, received, path, items).ifPresent(result::put);
        }
        return result.build();
    }

    private Optional<Element> element(DataSet source, Element received, String path, Items items) {
        var place = path + received.tag();
        if (contradictsDictionary(received)) {
            return note(place, Treatment.REMOVE, "profile:vr-mismatch", Optional.empty());
        }
        var element = named(received);
        var decision = decisions.on(element.tag(), element.vr());
        if (decision.isPresent()) {
            return carryOut(decision.get(), source, element, place, items);
        }
        if (element.vr() == Vr.SQ) {
            return Optional.of(items(element, place, items));
        }
        return switch (items) {
            case BY_TABLE -> Optional.of(element);
            case CLEAN -> cleanBeyondTable(source, element, place);
            case DUMMY ->
                    note(
                            place,
                            Treatment.DUMMY,
                            "profile:dummy-sequence",
                            Optional.of(dummy(source, element, place)));
        };
    }

    private Optional<Element> carryOut(
            Decision decision, DataSet source, Element element, String place, Items items) {
        if (element.isEmpty()
                && decision.treatment() != Treatment.REMOVE
                && decision.treatment() != Treatment.PSEUDONYM) {
            return Optional.of(element);
        }
        var made =
                switch (decision.treatment()) {
                    case REMOVE -> Optional.<Element>empty();
                    case EMPTY -> Optional.of(empty(element));
                    case DUMMY -> Optional.of(dummy(source, element, place));
                    case KEEP ->
                            Optional.of(
                                    element.vr() == Vr.SQ ? items(element, place, items) : element);
                    case UID ->
                            Optional.of(
                                    element.vr() == Vr.SQ
                                            ? items(element, place, items)
                                            : uids(source, element));
                    case PSEUDONYM ->
                            Optional.of(Dummies.text(element.tag(), element.vr(), subject.value()));
                    case CLEAN_ITEMS -> Optional.of(items(element, place, Items.CLEAN));
                    case CLEAN_TEXT -> clean(source, element);
                    case SHIFT -> shift(source, element);
                    case AGE_BAND ->
                            Ages.years(source.first(element.tag()))
                                    .map(years -> Ages.value(years, decisions.profile().ages()))
                                    .map(age -> Dummies.text(element.tag(), element.vr(), age));
                };
        if (made.isEmpty() && decision.otherwise() != decision.treatment()) {
            return carryOut(
                    new Decision(decision.otherwise(), decision.rule()),
                    source,
                    element,
                    place,
                    items);
        }
        return decision.treatment() == Treatment.KEEP
                ? made
                : note(place, decision.treatment(), decision.rule(), made);
    }

    private Optional<Element> note(
            String place, Treatment treatment, String rule, Optional<Element> made) {
        touched.add(new Touched(place, treatment.letter(), rule));
        return made;
    }

    private Element items(Element sequence, String place, Items items) {
        var result = new ArrayList<DataSet>();
        var index = 0;
        for (var item : sequence.items()) {
            var inside = "%s[%d]".formatted(place, index++);
            if (items == Items.CLEAN && isPrivateCode(item)) {
                touched.add(new Touched(inside, Treatment.REMOVE.letter(), "profile:private-code"));
            } else {
                result.add(treat(item, inside + ".", items));
            }
        }
        return Element.sequence(sequence.tag(), result);
    }

    /**
     * Codes of private schemes (PS3.3 section 8.2: designators that begin with 99 or L) may name
     * anything.
     */
    private static boolean isPrivateCode(DataSet item) {
        var scheme = item.first(Tags.CodingSchemeDesignator);
        return scheme.equals("L") || scheme.startsWith("99");
    }

    private Optional<Element> cleanBeyondTable(DataSet source, Element element, String place) {
        var inCode = source.contains(Tags.CodingSchemeDesignator);
        if (!element.vr().isText() || inCode) {
            return Optional.of(element);
        }
        return note(
                place,
                Treatment.CLEAN_TEXT,
                "profile:free-text",
                clean(source, element).or(() -> Optional.of(empty(element))));
    }

    private Optional<Element> clean(DataSet source, Element element) {
        var kept =
                source.texts(element.tag()).stream()
                        .map(descriptors::clean)
                        .filter(text -> !text.isEmpty())
                        .toList();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try {
            return DataSet.builder(source.characterSet())
                    .text(element.tag(), element.vr(), kept.toArray(String[]::new))
                    .build()
                    .get(element.tag());
        } catch (DicomException _) {
            // The words do not exist in the object's first character set: the Basic Profile's
            // action stands.
            return Optional.empty();
        }
    }

    private Optional<Element> shift(DataSet source, Element element) {
        Function<String, Optional<String>> move =
                switch (element.vr()) {
                    case DA -> dates::date;
                    case DT -> dates::dateTime;
                    case TM -> dates::time;
                    default -> _ -> Optional.empty();
                };
        var values = source.texts(element.tag());
        var moved = values.stream().map(move).flatMap(Optional::stream).toList();
        return moved.size() == values.size() && !moved.isEmpty()
                ? Optional.of(Dummies.text(element.tag(), element.vr(), String.join("\\", moved)))
                : Optional.empty();
    }

    private Element uids(DataSet source, Element element) {
        var mapped =
                source.texts(element.tag()).stream()
                        .map(uid ->
                                uid.isEmpty() || uid.startsWith(STANDARD_UIDS)
                                        ? uid
                                        : keys.uid(uid))
                        .toList();
        return Dummies.text(element.tag(), Vr.UI, String.join("\\", mapped));
    }

    private Element dummy(DataSet source, Element element, String place) {
        return switch (element.vr()) {
            case SQ -> items(element, place, Items.DUMMY);
            case UI -> uids(source, element);
            default -> Dummies.of(element.tag(), element.vr());
        };
    }

    private static Element empty(Element element) {
        return element.vr() == Vr.SQ
                ? Element.sequence(element.tag(), List.of())
                : Element.of(element.tag(), element.vr(), new byte[0]);
    }

    /**
     * A sequence where the dictionary knows a plain value, or the other way round, cannot be judged
     * by the table.
     */
    private static boolean contradictsDictionary(Element element) {
        var known = Dictionary.standard().entry(element.tag());
        return known.isPresent() && (known.get().vr() == Vr.SQ) != (element.vr() == Vr.SQ);
    }

    /**
     * A standard attribute that came as UN is read by the dictionary's VR (PS3.5 section 6.2.2).
     */
    private static Element named(Element element) {
        if (element.vr() != Vr.UN || element.tag().isPrivate()) {
            return element;
        }
        return Element.of(element.tag(), Dictionary.standard().vr(element.tag()), element.bytes());
    }
}
