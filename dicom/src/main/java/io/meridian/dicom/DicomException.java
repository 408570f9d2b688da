package io.meridian.dicom;

/** The root of what goes wrong with DICOM. Messages name attributes and places, never values. */
public class DicomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DicomException(String message) {
        super(message);
    }

    public DicomException(String message, Throwable cause) {
        super(message, cause);
    }
}
