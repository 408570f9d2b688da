package io.meridian.dicom.pixels;

import io.meridian.dicom.DicomException;

/** Pixels that cannot be decoded: which transfer syntax, and why. */
public final class PixelException extends DicomException {
    private static final long serialVersionUID = 1L;

    public PixelException(String message) {
        super(message);
    }

    public PixelException(String message, Throwable cause) {
        super(message, cause);
    }
}
