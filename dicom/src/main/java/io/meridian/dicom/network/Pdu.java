package io.meridian.dicom.network;

/** Types of protocol data units (PS3.8 section 9.3), and the bytes of the short ones. */
final class Pdu {
    static final int ASSOCIATE_RQ = 1;
    static final int ASSOCIATE_AC = 2;
    static final int ASSOCIATE_RJ = 3;
    static final int DATA = 4;
    static final int RELEASE_RQ = 5;
    static final int RELEASE_RP = 6;
    static final int ABORT = 7;

    /** Type, a reserved byte and the length of the rest. */
    static final int HEADER = 6;

    /** Length, presentation context and control byte of a fragment. */
    static final int FRAGMENT_HEADER = 6;

    private Pdu() {}

    static byte[] of(int type, byte[] content) {
        var pdu = new byte[HEADER + content.length];
        pdu[0] = (byte) type;
        putInt(pdu, 2, content.length);
        System.arraycopy(content, 0, pdu, HEADER, content.length);
        return pdu;
    }

    static byte[] abort(int source, int reason) {
        return of(ABORT, new byte[] {0, 0, (byte) source, (byte) reason});
    }

    static byte[] reject(Rejection why) {
        return of(
                ASSOCIATE_RJ,
                new byte[] {0, (byte) why.result(), (byte) why.source(), (byte) why.reason()});
    }

    static byte[] release(int type) {
        return of(type, new byte[4]);
    }

    static void putInt(byte[] bytes, int at, int value) {
        for (var i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    static int getInt(byte[] bytes, int at) {
        return bytes[at] << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }
}
