package io.meridian.dicom.network;

/** Why the upper layer aborts, as the service provider (PS3.8 table 9-26, source 2). */
enum AbortReason {
    NOT_SPECIFIED(0, "no reason given"),
    UNRECOGNIZED_PDU(1, "a PDU was not recognized"),
    UNEXPECTED_PDU(2, "a PDU was not expected"),
    UNRECOGNIZED_PARAMETER(4, "a PDU parameter was not recognized"),
    UNEXPECTED_PARAMETER(5, "a PDU parameter was not expected"),
    INVALID_PARAMETER(6, "a PDU parameter had an invalid value");

    static final int BY_USER = 0;
    static final int BY_PROVIDER = 2;

    private final int code;
    private final String words;

    AbortReason(int code, String words) {
        this.code = code;
        this.words = words;
    }

    int code() {
        return code;
    }

    static String describe(int source, int code) {
        if (source == BY_USER) {
            return "by its application";
        }
        for (var each : values()) {
            if (each.code == code) {
                return each.words;
            }
        }
        return "reason " + code;
    }
}
