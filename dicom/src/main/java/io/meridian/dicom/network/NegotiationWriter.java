package io.meridian.dicom.network;

import io.meridian.dicom.network.Negotiation.UserInformation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of an A-ASSOCIATE request or acceptance after its PDU header. */
final class NegotiationWriter {
    private NegotiationWriter() {}

    static byte[] request(Negotiation request) {
        return write(request, false);
    }

    static byte[] acceptance(Negotiation acceptance) {
        return write(acceptance, true);
    }

    private static byte[] write(Negotiation it, boolean acceptance) {
        var out = new ByteArrayOutputStream();
        writeShort(out, it.version());
        writeShort(out, 0);
        writeTitle(out, it.calledTitle());
        writeTitle(out, it.callingTitle());
        out.writeBytes(new byte[32]);
        writeItem(out, 0x10, text(it.applicationContext()));
        for (var context : it.contexts()) {
            var item = new ByteArrayOutputStream();
            item.writeBytes(new byte[] {(byte) context.id(), 0, (byte) context.result(), 0});
            if (!acceptance) {
                writeItem(item, 0x30, text(context.abstractSyntax()));
            }
            context.transferSyntaxes().forEach(syntax -> writeItem(item, 0x40, text(syntax)));
            writeItem(out, acceptance ? 0x21 : 0x20, item.toByteArray());
        }
        writeItem(out, 0x50, user(it.user(), acceptance));
        return out.toByteArray();
    }

    private static byte[] user(UserInformation user, boolean acceptance) {
        var out = new ByteArrayOutputStream();
        writeItem(out, 0x51, ByteBuffer.allocate(4).putInt((int) user.maxPduBytes()).array());
        writeItem(out, 0x52, text(user.implementationClass()));
        var window = user.window();
        if (window != null) {
            var item = new ByteArrayOutputStream();
            writeShort(item, window.invoked());
            writeShort(item, window.performed());
            writeItem(out, 0x53, item.toByteArray());
        }
        user.roles()
                .forEach((sopClass, roles) -> {
                    var item = new ByteArrayOutputStream();
                    writeField(item, text(sopClass));
                    item.write(roles.scu() ? 1 : 0);
                    item.write(roles.scp() ? 1 : 0);
                    writeItem(out, 0x54, item.toByteArray());
                });
        writeItem(out, 0x55, text(user.implementationVersion()));
        user.extended()
                .forEach((sopClass, bytes) -> {
                    var item = new ByteArrayOutputStream();
                    writeField(item, text(sopClass));
                    item.writeBytes(bytes);
                    writeItem(out, 0x56, item.toByteArray());
                });
        identity(out, user, acceptance);
        return out.toByteArray();
    }

    private static void identity(
            ByteArrayOutputStream out, UserInformation user, boolean acceptance) {
        var identity = user.identity();
        var response = user.identityResponse();
        if (acceptance && response != null) {
            var item = new ByteArrayOutputStream();
            writeField(item, response);
            writeItem(out, 0x59, item.toByteArray());
        } else if (!acceptance && identity != null) {
            var item = new ByteArrayOutputStream();
            item.write(identity.type());
            item.write(response == null ? 0 : 1);
            writeField(item, identity.primary());
            writeField(item, identity.secondary());
            writeItem(out, 0x58, item.toByteArray());
        }
    }

    private static void writeTitle(ByteArrayOutputStream out, String title) {
        out.writeBytes("%-16s".formatted(title).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void writeItem(ByteArrayOutputStream out, int type, byte[] content) {
        out.write(type);
        out.write(0);
        writeField(out, content);
    }

    private static void writeField(ByteArrayOutputStream out, byte[] content) {
        if (content.length > 0xFFFF) {
            throw new IllegalArgumentException(
                    "an item of an association request has at most 65,535 bytes; this has %d"
                            .formatted(content.length));
        }
        writeShort(out, content.length);
        out.writeBytes(content);
    }

    private static void writeShort(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
