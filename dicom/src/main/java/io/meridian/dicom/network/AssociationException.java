package io.meridian.dicom.network;

import io.meridian.dicom.DicomException;

/** An association that was refused, aborted, or broken. */
public class AssociationException extends DicomException {
    private static final long serialVersionUID = 1L;

    public AssociationException(String message) {
        super(message);
    }

    public AssociationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The peer refused the association, or every presentation context. */
    public static final class Refused extends AssociationException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }
}
