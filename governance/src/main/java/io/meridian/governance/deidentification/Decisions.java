package io.meridian.governance.deidentification;

import static io.meridian.governance.deidentification.ConfidentialityOption.CLEAN_DESCRIPTORS;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_LONGITUDINAL_MODIFIED_DATES;
import static io.meridian.governance.deidentification.ConfidentialityOption.RETAIN_PATIENT_CHARACTERISTICS;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table under one profile: one decision an attribute. Immutable, made once a profile. */
final class Decisions {
    private static final int CURVE_GROUPS = 0x5000;
    private static final int OVERLAY_GROUPS = 0x6000;

    private final DeidentificationProfile profile;
    private final Map<Integer, Decision> byTag = new HashMap<>();
    private final Decision privateAttributes;

    /**
     * What is done, and on whose word.
     *
     * @param otherwise for values that cannot be treated so, such as a date that is none
     */
    record Decision(Treatment treatment, String rule, Treatment otherwise) {
        Decision(Treatment treatment, String rule) {
            this(treatment, rule, treatment);
        }
    }

    Decisions(DeidentificationProfile profile) {
        this.profile = profile;
        var forPrivate = new Decision(Treatment.REMOVE, "table:private");
        for (var row : ConfidentialityTable.standard().rows()) {
            if (row.tag().equals("private")) {
                forPrivate = decide(row, Vr.UN);
            } else if (row.tag().indexOf('x') < 0) {
                var tag = new Tag(Integer.parseUnsignedInt(row.tag(), 16));
                byTag.put(tag.value(), decide(row, Dictionary.standard().vr(tag)));
            }
        }
        privateAttributes = forPrivate;
        byTag.put(Tags.PatientName.value(), new Decision(Treatment.PSEUDONYM, "table:basic"));
        byTag.put(Tags.PatientID.value(), new Decision(Treatment.PSEUDONYM, "table:basic"));
        if (profile.has(RETAIN_PATIENT_CHARACTERISTICS)) {
            byTag.put(
                    Tags.PatientAge.value(),
                    new Decision(Treatment.AGE_BAND, "profile:ages", Treatment.REMOVE));
        }
    }

    DeidentificationProfile profile() {
        return profile;
    }

    /**
     * The decision on an attribute; empty where the table leaves it alone and nothing speaks
     * against it.
     */
    Optional<Decision> on(Tag tag, Vr vr) {
        if (tag.isPrivate()) {
            return Optional.of(privateAttributes);
        }
        var repeating = tag.group() & 0xFF00;
        if (repeating == CURVE_GROUPS) {
            return Optional.of(new Decision(Treatment.REMOVE, "table:basic"));
        }
        if (repeating == OVERLAY_GROUPS) {
            return Optional.of(new Decision(Treatment.REMOVE, "profile:whole-overlay"));
        }
        var decision = byTag.get(tag.value());
        return decision == null ? beyondTheTable(tag, vr) : Optional.of(decision);
    }

    /** What the table does not list but what a careful reader would not let pass. */
    private Optional<Decision> beyondTheTable(Tag tag, Vr vr) {
        var entry = Dictionary.standard().entry(tag);
        if (entry.isEmpty() || tag.element() == 0) {
            return Optional.of(new Decision(Treatment.REMOVE, "profile:unknown-attribute"));
        }
        return switch (vr) {
            case PN -> Optional.of(new Decision(Treatment.EMPTY, "profile:person-name"));
            case DA, DT ->
                    profile.has(RETAIN_LONGITUDINAL_MODIFIED_DATES)
                            ? Optional.of(
                                    new Decision(Treatment.SHIFT, "profile:date", Treatment.EMPTY))
                            : Optional.of(new Decision(Treatment.EMPTY, "profile:date"));
            default -> Optional.empty();
        };
    }

    private Decision decide(ConfidentialityTable.Row row, Vr vr) {
        var basic = new Decision(plain(row.basic().action()), "table:basic");
        var decision = basic;
        for (var option : ConfidentialityOption.values()) {
            var code = row.options().get(option);
            if (code == null || !profile.has(option)) {
                continue;
            }
            if (code == ActionCode.KEEP) {
                return new Decision(Treatment.KEEP, "table:" + option.word());
            }
            decision = clean(option, vr, basic);
        }
        return decision;
    }

    private static Decision clean(ConfidentialityOption option, Vr vr, Decision basic) {
        var rule = "table:" + option.word();
        if (option == RETAIN_LONGITUDINAL_MODIFIED_DATES) {
            return switch (vr) {
                case DA, DT, TM -> new Decision(Treatment.SHIFT, rule, basic.treatment());
                // Time zones and binary time stamps cannot be moved: the Basic Profile's action
                // stands.
                default -> basic;
            };
        }
        if (vr == Vr.SQ) {
            return option == CLEAN_DESCRIPTORS ? new Decision(Treatment.CLEAN_ITEMS, rule) : basic;
        }
        return vr.isString() ? new Decision(Treatment.CLEAN_TEXT, rule, basic.treatment()) : basic;
    }

    private static Treatment plain(Action action) {
        return switch (action) {
            case REMOVE -> Treatment.REMOVE;
            case EMPTY -> Treatment.EMPTY;
            case DUMMY -> Treatment.DUMMY;
            case KEEP -> Treatment.KEEP;
            case UID -> Treatment.UID;
            case CLEAN -> Treatment.CLEAN_TEXT;
        };
    }
}
