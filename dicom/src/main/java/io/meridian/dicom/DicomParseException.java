package io.meridian.dicom;

/** Bytes that cannot be read as DICOM: where, and which rule they break. */
public final class DicomParseException extends DicomException {
    private static final long serialVersionUID = 2L;

    private final long offset;
    private final transient TagPath path;

    public DicomParseException(long offset, String rule) {
        this(offset, TagPath.ROOT, rule);
    }

    public DicomParseException(long offset, TagPath path, String rule) {
        super(
                path.isRoot()
                        ? "%s (at byte %d)".formatted(rule, offset)
                        : "%s (at byte %d, %s)".formatted(rule, offset, path));
        this.offset = offset;
        this.path = path;
    }

    /** Bytes from the beginning of the input, of the inflated data set if it came deflated. */
    public long offset() {
        return offset;
    }

    /** The attribute that was being read; the root if none was. */
    public TagPath path() {
        return path == null ? TagPath.ROOT : path;
    }
}
