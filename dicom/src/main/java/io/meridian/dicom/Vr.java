package io.meridian.dicom;

/** Value representations of PS3.5 section 6.2, with what reading and writing needs to know. */
public enum Vr {
    AE(Kind.STRING, 2, ' '),
    AS(Kind.STRING, 2, ' '),
    AT(Kind.BINARY, 2, 0),
    CS(Kind.STRING, 2, ' '),
    DA(Kind.STRING, 2, ' '),
    DS(Kind.STRING, 2, ' '),
    DT(Kind.STRING, 2, ' '),
    FD(Kind.BINARY, 8, 0),
    FL(Kind.BINARY, 4, 0),
    IS(Kind.STRING, 2, ' '),
    LO(Kind.TEXT, 2, ' '),
    LT(Kind.TEXT, 2, ' '),
    OB(Kind.BINARY, 1, 0, true),
    OD(Kind.BINARY, 8, 0, true),
    OF(Kind.BINARY, 4, 0, true),
    OL(Kind.BINARY, 4, 0, true),
    OV(Kind.BINARY, 8, 0, true),
    OW(Kind.BINARY, 2, 0, true),
    PN(Kind.TEXT, 2, ' '),
    SH(Kind.TEXT, 2, ' '),
    SL(Kind.BINARY, 4, 0),
    SQ(Kind.SEQUENCE, 1, 0, true),
    SS(Kind.BINARY, 2, 0),
    ST(Kind.TEXT, 2, ' '),
    SV(Kind.BINARY, 8, 0, true),
    TM(Kind.STRING, 2, ' '),
    UC(Kind.TEXT, 2, ' ', true),
    UI(Kind.STRING, 2, 0),
    UL(Kind.BINARY, 4, 0),
    UN(Kind.BINARY, 1, 0, true),
    UR(Kind.STRING, 2, ' ', true),
    US(Kind.BINARY, 2, 0),
    UT(Kind.TEXT, 2, ' ', true),
    UV(Kind.BINARY, 8, 0, true);

    private enum Kind {
        STRING,
        TEXT,
        BINARY,
        SEQUENCE
    }

    private final Kind kind;
    private final int unit;
    private final byte padding;
    private final boolean longForm;

    Vr(Kind kind, int unit, int padding) {
        this(kind, unit, padding, false);
    }

    Vr(Kind kind, int unit, int padding, boolean longForm) {
        this.kind = kind;
        this.unit = unit;
        this.padding = (byte) padding;
        this.longForm = longForm;
    }

    /** Text that depends on SpecificCharacterSet. */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Characters of any kind, also those that are always ASCII. */
    public boolean isString() {
        return kind == Kind.STRING || kind == Kind.TEXT;
    }

    /** One value only, in which a backslash is a character (PS3.5 section 6.2). */
    public boolean isSingleText() {
        return this == LT || this == ST || this == UT || this == UR;
    }

    /** Bytes of one value of a binary representation; the unit in which byte order counts. */
    public int unit() {
        return kind == Kind.BINARY ? unit : 1;
    }

    /** What fills a value of odd length. */
    public byte padding() {
        return padding;
    }

    /** Has a 32-bit length in explicit encoding (PS3.5 table 7.1-1). */
    public boolean hasLongForm() {
        return longForm;
    }
}
