package io.meridian.governance.deidentification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The option columns of PS3.15 Table E.1-1, with their codes of CID 7050 (coding scheme DCM). */
public enum ConfidentialityOption {
    RETAIN_SAFE_PRIVATE("113111", "Retain Safe Private Option"),
    RETAIN_UIDS("113110", "Retain UIDs Option"),
    RETAIN_DEVICE_IDENTITY("113109", "Retain Device Identity Option"),
    RETAIN_INSTITUTION_IDENTITY("113112", "Retain Institution Identity Option"),
    RETAIN_PATIENT_CHARACTERISTICS("113108", "Retain Patient Characteristics Option"),
    RETAIN_LONGITUDINAL_FULL_DATES(
            "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    RETAIN_LONGITUDINAL_MODIFIED_DATES(
            "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    CLEAN_DESCRIPTORS("113105", "Clean Descriptors Option"),
    CLEAN_STRUCTURED_CONTENT("113104", "Clean Structured Content Option"),
    CLEAN_GRAPHICS("113103", "Clean Graphics Option");

    /** Code of the profile that all options add to. */
    public static final String BASIC_PROFILE_CODE = "113100";

    /** Meaning of {@link #BASIC_PROFILE_CODE}. */
    public static final String BASIC_PROFILE_MEANING = "Basic Application Confidentiality Profile";

    private final String code;
    private final String meaning;

    ConfidentialityOption(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Code value, coding scheme DCM. */
    public String code() {
        return code;
    }

    /** Code meaning. */
    public String meaning() {
        return meaning;
    }

    /** The name used in profiles and in our table, such as {@code clean-descriptors}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The option of that name. */
    public static Optional<ConfidentialityOption> of(String word) {
        return Arrays.stream(values()).filter(option -> option.word().equals(word)).findFirst();
    }
}
