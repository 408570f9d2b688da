package io.meridian.dicom.network;

/**
 * Why an association is refused (PS3.8 table 9-21).
 *
 * @param result 1 permanent, 2 transient
 * @param source 1 service user, 2 service provider (ACSE), 3 service provider (presentation)
 * @param reason its meaning depends on the source
 */
public record Rejection(int result, int source, int reason) {
    public static final Rejection NO_REASON = new Rejection(1, 1, 1);
    public static final Rejection APPLICATION_CONTEXT = new Rejection(1, 1, 2);
    public static final Rejection CALLING_TITLE = new Rejection(1, 1, 3);
    public static final Rejection CALLED_TITLE = new Rejection(1, 1, 7);
    public static final Rejection PROTOCOL_VERSION = new Rejection(1, 2, 2);
    public static final Rejection CONGESTION = new Rejection(2, 3, 1);
    public static final Rejection LOCAL_LIMIT = new Rejection(2, 3, 2);

    /** Worth another try later. */
    public boolean isTransient() {
        return result == 2;
    }

    /** In words. */
    public String describe() {
        return switch (source * 10 + reason) {
            case 11, 21 -> "no reason given";
            case 12 -> "the application context is not supported there";
            case 13 -> "the calling title or address is not known there";
            case 17 -> "the called title is not its own";
            case 22 -> "the protocol version is not supported there";
            case 31 -> "it is busy";
            case 32 -> "its limit of associations is reached";
            default -> "source %d, reason %d".formatted(source, reason);
        };
    }
}
