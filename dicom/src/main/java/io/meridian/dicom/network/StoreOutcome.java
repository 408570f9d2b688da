package io.meridian.dicom.network;

/** What a provider made of one object, and the DIMSE status for it (PS3.4 annex B.2.3). */
public sealed interface StoreOutcome {
    /** Kept, and on disk. */
    record Stored() implements StoreOutcome {}

    /** Kept although something about it is odd (B000H, coercion or deviation). */
    record StoredWithWarning(String reason) implements StoreOutcome {}

    /** Cannot be understood; the sender must not discard it (C000H). */
    record NotUnderstood(String reason) implements StoreOutcome {}

    /** No room or another passing difficulty; worth another try (A700H). */
    record OutOfResources(String reason) implements StoreOutcome {}

    /** The value of Status (0000,0900). */
    default int status() {
        return switch (this) {
            case Stored() -> 0x0000;
            case StoredWithWarning(String _) -> 0xB000;
            case NotUnderstood(String _) -> 0xC000;
            case OutOfResources(String _) -> 0xA700;
        };
    }

    /** For ErrorComment (0000,0902): at most 64 characters, without identity; empty if stored. */
    default String comment() {
        var reason =
                switch (this) {
                    case Stored() -> "";
                    case StoredWithWarning(var why) -> why;
                    case NotUnderstood(var why) -> why;
                    case OutOfResources(var why) -> why;
                };
        return reason.length() > 64 ? reason.substring(0, 64) : reason;
    }
}
