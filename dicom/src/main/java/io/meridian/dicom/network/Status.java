package io.meridian.dicom.network;

/** The outcome of an operation: Status (0000,0900), PS3.7 annex C. */
public record Status(int code) {
    public static final Status SUCCESS = new Status(0x0000);
    public static final Status CANCELLED = new Status(0xFE00);
    public static final Status PENDING = new Status(0xFF00);

    /** Pending; some optional keys were not supported. */
    public static final Status PENDING_UNSUPPORTED_KEYS = new Status(0xFF01);

    public static final Status ATTRIBUTE_LIST_ERROR = new Status(0x0107);
    public static final Status INVALID_ATTRIBUTE_VALUE = new Status(0x0106);
    public static final Status PROCESSING_FAILURE = new Status(0x0110);
    public static final Status DUPLICATE_INSTANCE = new Status(0x0111);
    public static final Status NO_SUCH_INSTANCE = new Status(0x0112);
    public static final Status NO_SUCH_EVENT = new Status(0x0113);
    public static final Status INVALID_INSTANCE = new Status(0x0117);
    public static final Status MISSING_ATTRIBUTE = new Status(0x0120);
    public static final Status MISSING_VALUE = new Status(0x0121);
    public static final Status SOP_CLASS_NOT_SUPPORTED = new Status(0x0122);
    public static final Status NO_SUCH_ACTION = new Status(0x0123);
    public static final Status NOT_AUTHORIZED = new Status(0x0124);
    public static final Status DUPLICATE_INVOCATION = new Status(0x0210);
    public static final Status UNRECOGNIZED_OPERATION = new Status(0x0211);
    public static final Status RESOURCE_LIMIT = new Status(0x0213);
    public static final Status OUT_OF_RESOURCES = new Status(0xA700);
    public static final Status CANNOT_COUNT_MATCHES = new Status(0xA701);
    public static final Status CANNOT_PERFORM_SUB_OPERATIONS = new Status(0xA702);
    public static final Status UNKNOWN_DESTINATION = new Status(0xA801);
    public static final Status IDENTIFIER_DOES_NOT_MATCH = new Status(0xA900);
    public static final Status SUB_OPERATIONS_WITH_FAILURES = new Status(0xB000);
    public static final Status CANNOT_UNDERSTAND = new Status(0xC000);

    public boolean isSuccess() {
        return code == 0;
    }

    /** More responses follow. */
    public boolean isPending() {
        return code == 0xFF00 || code == 0xFF01;
    }

    public boolean isCancelled() {
        return code == 0xFE00;
    }

    /** Done, though something about it was odd. */
    public boolean isWarning() {
        return (code & 0xF000) == 0xB000 || code == 1 || code == 0x0107 || code == 0x0116;
    }

    public boolean isFailure() {
        return !isSuccess() && !isPending() && !isCancelled() && !isWarning();
    }

    /** As the standard writes it: {@code A700H}. */
    @Override
    public String toString() {
        return "%04XH".formatted(code);
    }
}
