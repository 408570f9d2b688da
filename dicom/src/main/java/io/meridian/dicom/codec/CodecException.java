package io.meridian.dicom.codec;

import io.meridian.dicom.DicomException;

/** A compressed frame that breaks its standard, or needs a process that is not decoded here. */
public final class CodecException extends DicomException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Refuses a frame that breaks a rule, which the text states. */
    public static void require(boolean holds, String rule) {
        if (!holds) {
            throw new CodecException(rule);
        }
    }
}
