package io.meridian.dicom;

/** Bytes that cannot be read as DICOM: where, and which rule they break. */
public final class DicomParseException extends DicomException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    public DicomParseException(long offset, String rule) {
        super("%s (at byte %d)".formatted(rule, offset));
        this.offset = offset;
    }

    /** Bytes from the beginning of the input. */
    public long offset() {
        return offset;
    }
}
