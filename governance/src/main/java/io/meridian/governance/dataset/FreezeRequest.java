package io.meridian.governance.dataset;

import io.meridian.governance.basis.LegalBasis;
import io.meridian.governance.catalog.SplitUnit;
import java.time.LocalDate;

/**
 * What a version is asked to be.
 *
 * @param name of the data set, such as {@code chest}
 * @param purpose that it will be used for; must be the legal basis' purpose
 * @param splitUnit what is never divided between splits; {@code SUBJECT} cannot be had from entries
 *     whose unit is the image
 * @param today the day on which the legal basis must hold
 * @param profile name and version of the de-identification profile, for the record
 * @param codeVersion of the software, for the record
 */
public record FreezeRequest(
        String name,
        String purpose,
        SplitUnit splitUnit,
        LegalBasis basis,
        LocalDate today,
        String profile,
        String codeVersion) {}
