package io.meridian.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes encoded attributes byte by byte, right or wrong, by no means of the module. */
final class Wire {
    static final long UNDEFINED = 0xFFFFFFFFL;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean big;

    Wire() {
        this(false);
    }

    Wire(boolean big) {
        this.big = big;
    }

    /** Preamble, magic word and a meta group for a transfer syntax. */
    static Wire file(String transferSyntax) {
        var wire = new Wire();
        wire.out.writeBytes(new byte[128]);
        wire.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        var uid = transferSyntax.length() % 2 == 0 ? transferSyntax : transferSyntax + "\0";
        return wire.explicit(0x00020000, "UL", new Wire().number(8 + uid.length(), 4).bytes())
                .explicit(0x00020010, "UI", uid.getBytes(StandardCharsets.US_ASCII));
    }

    Wire explicit(int tag, String vr, String value) {
        return explicit(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire explicit(int tag, String vr, byte[] value) {
        return tag(tag).vr(vr).number(value.length, 2).raw(value);
    }

    Wire explicitLong(int tag, String vr, long length, byte[] value) {
        return tag(tag).vr(vr).number(0, 2).number(length, 4).raw(value);
    }

    Wire implicit(int tag, long length, byte[] value) {
        return tag(tag).number(length, 4).raw(value);
    }

    Wire implicit(int tag, String value) {
        return implicit(tag, value.length(), value.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire item(long length) {
        return tag(0xFFFEE000).number(length, 4);
    }

    Wire itemEnd() {
        return tag(0xFFFEE00D).number(0, 4);
    }

    Wire sequenceEnd() {
        return tag(0xFFFEE0DD).number(0, 4);
    }

    Wire tag(int tag) {
        return number(tag >>> 16, 2).number(tag & 0xFFFF, 2);
    }

    Wire vr(String vr) {
        return raw(vr.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire number(long value, int bytes) {
        for (var i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * (big ? bytes - 1 - i : i))));
        }
        return this;
    }

    Wire raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
