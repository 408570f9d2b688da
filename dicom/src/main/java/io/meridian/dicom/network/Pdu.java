package io.meridian.dicom.network;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/** One protocol data unit of PS3.8 section 9.3: its type and what follows the length. */
@SuppressWarnings("ArrayRecordComponent") // used once, by its receiver
record Pdu(int type, byte[] content) {
    static final int ASSOCIATE_RQ = 1;
    static final int ASSOCIATE_AC = 2;
    static final int ASSOCIATE_RJ = 3;
    static final int DATA = 4;
    static final int RELEASE_RQ = 5;
    static final int RELEASE_RP = 6;
    static final int ABORT = 7;

    static Pdu read(DataInputStream in, int maxBytes) throws IOException {
        var type = in.read();
        if (type < 0) {
            throw new EOFException("the peer closed the connection");
        }
        in.readByte();
        var length = in.readInt() & 0xFFFFFFFFL;
        if (type < ASSOCIATE_RQ || type > ABORT) {
            throw new AssociationException("a PDU of unknown type %d arrived".formatted(type));
        }
        if (length > maxBytes) {
            throw new AssociationException(
                    "a PDU of %d bytes arrived; at most %d are taken".formatted(length, maxBytes));
        }
        var content = new byte[(int) length];
        in.readFully(content);
        return new Pdu(type, content);
    }

    void write(OutputStream out) throws IOException {
        var pdu = new byte[6 + content.length];
        pdu[0] = (byte) type;
        for (var i = 0; i < 4; i++) {
            pdu[2 + i] = (byte) (content.length >>> (24 - 8 * i));
        }
        System.arraycopy(content, 0, pdu, 6, content.length);
        out.write(pdu);
        out.flush();
    }

    static Pdu abort(int source, int reason) {
        return new Pdu(ABORT, new byte[] {0, 0, (byte) source, (byte) reason});
    }

    static Pdu reject(int result, int source, int reason) {
        return new Pdu(ASSOCIATE_RJ, new byte[] {0, (byte) result, (byte) source, (byte) reason});
    }

    static Pdu release(int type) {
        return new Pdu(type, new byte[4]);
    }
}
