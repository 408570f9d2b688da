package io.meridian.dicom;

/** How something was encoded, as bits. */
final class Form {
    static final int EXPLICIT_LITTLE = 0;
    static final int IMPLICIT = 1;
    static final int BIG = 2;
    static final int ENCODING = IMPLICIT | BIG;

    /** A sequence or item that a delimiter ends. */
    static final int UNDEFINED = 4;

    /** A whole data set as it came deflated. */
    static final int DEFLATED = 8;

    private Form() {}

    static int of(TransferSyntax syntax) {
        return syntax.isDeflated()
                ? DEFLATED
                : syntax.isImplicit() ? IMPLICIT : syntax.isBigEndian() ? BIG : EXPLICIT_LITTLE;
    }
}
