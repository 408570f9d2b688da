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

        private final transient Rejection rejection;

        public Refused(String message) {
            this(message, Rejection.NO_REASON);
        }

        public Refused(String message, Rejection rejection) {
            super(message);
            this.rejection = rejection;
        }

        /** Result, source and reason as the peer gave them. */
        public Rejection rejection() {
            return rejection;
        }
    }

    /** The peer aborted; source and reason are those of PS3.8 table 9-26. */
    public static final class Aborted extends AssociationException {
        private static final long serialVersionUID = 1L;

        private final int source;
        private final int reason;

        Aborted(int source, int reason) {
            super("the peer aborted the association: " + AbortReason.describe(source, reason));
            this.source = source;
            this.reason = reason;
        }

        /** 0 the service user, 2 the service provider. */
        public int source() {
            return source;
        }

        public int reason() {
            return reason;
        }
    }

    /** The peer did not do in time what it had to. */
    public static final class TimedOut extends AssociationException {
        private static final long serialVersionUID = 1L;

        TimedOut(String message) {
            super(message);
        }
    }

    /** The peer broke a rule of the protocol; we abort with this reason. */
    static final class Violation extends AssociationException {
        private static final long serialVersionUID = 1L;

        private final AbortReason reason;

        Violation(AbortReason reason, String message) {
            super(message);
            this.reason = reason;
        }

        AbortReason reason() {
            return reason;
        }
    }
}
