package io.meridian.dicom.network;

/**
 * What the requestor of an association may be for a SOP class (PS3.7 section D.3.3.4).
 *
 * @param scu it may invoke operations
 * @param scp it may perform them
 */
public record Roles(boolean scu, boolean scp) {
    /** What holds without negotiation. */
    public static final Roles DEFAULT = new Roles(true, false);

    public static final Roles PROVIDER = new Roles(false, true);
    public static final Roles BOTH = new Roles(true, true);
    static final Roles NONE = new Roles(false, false);

    Roles or(Roles other) {
        return new Roles(scu || other.scu, scp || other.scp);
    }

    Roles and(Roles other) {
        return new Roles(scu && other.scu, scp && other.scp);
    }
}
