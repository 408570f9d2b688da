package io.meridian.governance;

import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.deidentification.DeidentificationRecord;
import io.meridian.governance.quality.QualityFinding;
import java.util.List;

/**
 * How an object's way into the research zone ended. Reasons carry no patient data and may be shown,
 * logged and counted.
 */
public sealed interface ResearchOutcome {

    /**
     * The object may enter the research zone.
     *
     * @param object the de-identified object, DICOM Part 10
     * @param record what was done to it, to become a journal entry
     * @param entry its row for the catalog
     * @param findings quality findings that do not hold an object back
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Accepted(
            byte[] object,
            DeidentificationRecord record,
            CatalogEntry entry,
            List<QualityFinding> findings)
            implements ResearchOutcome {
        public Accepted {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The object is readable but must stay in quarantine until a steward decides.
     *
     * @param rule the rule's name, such as {@code burned-in-text}
     * @param reason one sentence for the steward
     * @param sopClass SOP Class UID, empty when the object has none
     */
    record Held(String rule, String reason, String sopClass) implements ResearchOutcome {}

    /**
     * The object is not readable as DICOM.
     *
     * @param reason one sentence for the steward
     */
    record Refused(String reason) implements ResearchOutcome {}
}
