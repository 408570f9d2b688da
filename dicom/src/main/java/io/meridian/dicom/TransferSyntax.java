package io.meridian.dicom;

/** How a data set and its pixels are encoded (PS3.5 annex A); any UID may occur. */
public record TransferSyntax(String uid) {
    public static final TransferSyntax IMPLICIT_LITTLE = new TransferSyntax("1.2.840.10008.1.2");
    public static final TransferSyntax EXPLICIT_LITTLE = new TransferSyntax("1.2.840.10008.1.2.1");
    public static final TransferSyntax DEFLATED = new TransferSyntax("1.2.840.10008.1.2.1.99");
    public static final TransferSyntax EXPLICIT_BIG = new TransferSyntax("1.2.840.10008.1.2.2");
    public static final TransferSyntax JPEG_BASELINE = new TransferSyntax("1.2.840.10008.1.2.4.50");
    public static final TransferSyntax JPEG_EXTENDED = new TransferSyntax("1.2.840.10008.1.2.4.51");
    public static final TransferSyntax JPEG_LOSSLESS = new TransferSyntax("1.2.840.10008.1.2.4.57");
    public static final TransferSyntax JPEG_LOSSLESS_SV1 =
            new TransferSyntax("1.2.840.10008.1.2.4.70");
    public static final TransferSyntax JPEG_LS_LOSSLESS =
            new TransferSyntax("1.2.840.10008.1.2.4.80");
    public static final TransferSyntax JPEG_LS_NEAR = new TransferSyntax("1.2.840.10008.1.2.4.81");
    public static final TransferSyntax JPEG_2000_LOSSLESS =
            new TransferSyntax("1.2.840.10008.1.2.4.90");
    public static final TransferSyntax JPEG_2000 = new TransferSyntax("1.2.840.10008.1.2.4.91");
    public static final TransferSyntax RLE = new TransferSyntax("1.2.840.10008.1.2.5");

    public boolean isImplicit() {
        return equals(IMPLICIT_LITTLE);
    }

    public boolean isBigEndian() {
        return equals(EXPLICIT_BIG);
    }

    public boolean isDeflated() {
        return equals(DEFLATED);
    }

    /** Pixel data lies in fragments. */
    public boolean isEncapsulated() {
        return !isImplicit() && !isBigEndian() && !isDeflated() && !equals(EXPLICIT_LITTLE);
    }

    @Override
    public String toString() {
        return uid;
    }
}
