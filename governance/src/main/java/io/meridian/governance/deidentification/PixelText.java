package io.meridian.governance.deidentification;

/**
 * What is known about text in the pixels when an object is de-identified; decides Burned In
 * Annotation (0028,0301).
 */
public enum PixelText {
    /** Looked for and not found: the attribute becomes NO. */
    NONE_FOUND,
    /** Not looked for: the attribute stays as it is. */
    NOT_CHECKED
}
