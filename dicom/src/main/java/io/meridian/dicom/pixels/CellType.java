package io.meridian.dicom.pixels;

/** How one decoded sample is kept, always little-endian. */
public enum CellType {
    U1("|u1", 1),
    I1("|i1", 1),
    U2("<u2", 2),
    I2("<i2", 2),
    U4("<u4", 4),
    I4("<i4", 4),
    U8("<u8", 8),
    I8("<i8", 8),
    F4("<f4", 4),
    F8("<f8", 8);

    private final String numpy;
    private final int bytes;

    CellType(String numpy, int bytes) {
        this.numpy = numpy;
        this.bytes = bytes;
    }

    /** The narrowest of 1, 2, 4 and 8 bytes that holds the bits. */
    static CellType of(int bits, boolean signed) {
        if (bits <= 8) {
            return signed ? I1 : U1;
        }
        if (bits <= 16) {
            return signed ? I2 : U2;
        }
        if (bits <= 32) {
            return signed ? I4 : U4;
        }
        return signed ? I8 : U8;
    }

    /** As NumPy's array protocol writes it. */
    public String numpy() {
        return numpy;
    }

    public int bytes() {
        return bytes;
    }

    public boolean isFloat() {
        return this == F4 || this == F8;
    }
}
