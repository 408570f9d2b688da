package io.meridian.dicom.web;

import io.meridian.dicom.DicomException;

/** What goes wrong with DICOMweb. Messages name parameters and places, never values. */
public class DicomWebException extends DicomException {
    private static final long serialVersionUID = 1L;

    public DicomWebException(String message) {
        super(message);
    }

    public DicomWebException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A message that breaks a rule of its format, or a bound. */
    public static final class Malformed extends DicomWebException {
        private static final long serialVersionUID = 1L;

        public Malformed(String message) {
            super(message);
        }
    }

    /** A message that is well formed and larger than allowed. */
    public static final class TooLarge extends DicomWebException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }

    /** A server's refusal. What its body said is not repeated: it may name a person. */
    public static final class Refused extends DicomWebException {
        private static final long serialVersionUID = 1L;
        private final int status;

        public Refused(int status) {
            super("the DICOMweb server answered with status %d".formatted(status));
            this.status = status;
        }

        /** Of HTTP, such as 404. */
        public int status() {
            return status;
        }
    }

    /** The server could not be reached, or did not answer in time. */
    public static final class Unreachable extends DicomWebException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
