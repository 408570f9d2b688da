package io.meridian.model.packaging;

/**
 * A coded concept as in DICOM PS3.3 section 8.
 *
 * @param value the code, as {@code 233604007}
 * @param scheme the coding scheme designator of PS3.16, as {@code SCT} or {@code RADLEX}
 * @param meaning in words
 */
public record Code(String value, String scheme, String meaning) {
    public Code {
        if (value.isBlank() || value.length() > 16 || scheme.isBlank() || scheme.length() > 16) {
            throw new IllegalArgumentException(
                    "a code's value and scheme have 1 to 16 characters (PS3.3 table 8.8-1)");
        }
        if (meaning.isBlank() || meaning.length() > 64) {
            throw new IllegalArgumentException("a code's meaning has 1 to 64 characters");
        }
    }
}
