package io.meridian.dicom.network;

import io.meridian.dicom.Part10;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An A-ASSOCIATE request or acceptance (PS3.8 sections 9.3.2 and 9.3.3), read and written. */
record Negotiation(
        String calledTitle, String callingTitle, int maxPduBytes, List<Context> contexts) {
    private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
    private static final int FIXED = 68;

    /**
     * One presentation context.
     *
     * @param result of an acceptance: 0 accepted, 3 abstract syntax, 4 transfer syntaxes refused
     */
    record Context(int id, int result, String abstractSyntax, List<String> transferSyntaxes) {
        Context {
            transferSyntaxes = List.copyOf(transferSyntaxes);
        }
    }

    Negotiation {
        contexts = List.copyOf(contexts);
    }

    static Negotiation read(byte[] content) {
        if (content.length < FIXED) {
            throw new AssociationException("an association request is too short");
        }
        var called = title(content, 4);
        var calling = title(content, 20);
        var maxPdu = 0;
        var contexts = new ArrayList<Context>();
        var buffer = ByteBuffer.wrap(content, FIXED, content.length - FIXED);
        while (buffer.remaining() >= 4) {
            var type = buffer.get() & 0xFF;
            var item = item(buffer);
            switch (type) {
                case 0x20, 0x21 -> contexts.add(context(item));
                case 0x50 -> maxPdu = maxPdu(item);
                default -> item.clear();
            }
        }
        return new Negotiation(called, calling, maxPdu, contexts);
    }

    byte[] write(boolean acceptance) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 1, 0, 0});
        writeTitle(out, calledTitle);
        writeTitle(out, callingTitle);
        out.writeBytes(new byte[32]);
        writeItem(out, 0x10, text(APPLICATION_CONTEXT));
        for (var context : contexts) {
            var item = new ByteArrayOutputStream();
            item.writeBytes(new byte[] {(byte) context.id(), 0, (byte) context.result(), 0});
            if (!acceptance) {
                writeItem(item, 0x30, text(context.abstractSyntax()));
            }
            context.transferSyntaxes().forEach(syntax -> writeItem(item, 0x40, text(syntax)));
            writeItem(out, acceptance ? 0x21 : 0x20, item.toByteArray());
        }
        var user = new ByteArrayOutputStream();
        writeItem(user, 0x51, ByteBuffer.allocate(4).putInt(maxPduBytes).array());
        writeItem(user, 0x52, text(Part10.IMPLEMENTATION_CLASS.value()));
        writeItem(user, 0x55, text("MERIDIAN_0.1"));
        writeItem(out, 0x50, user.toByteArray());
        return out.toByteArray();
    }

    private static Context context(ByteBuffer item) {
        if (item.remaining() < 4) {
            throw new AssociationException("a presentation context is too short");
        }
        var id = item.get() & 0xFF;
        item.get();
        var result = item.get() & 0xFF;
        item.get();
        var abstractSyntax = "";
        var transferSyntaxes = new ArrayList<String>();
        while (item.remaining() >= 4) {
            var type = item.get() & 0xFF;
            var value = string(item(item));
            if (type == 0x30) {
                abstractSyntax = value;
            } else if (type == 0x40) {
                transferSyntaxes.add(value);
            }
        }
        return new Context(id, result, abstractSyntax, transferSyntaxes);
    }

    private static int maxPdu(ByteBuffer user) {
        while (user.remaining() >= 4) {
            var type = user.get() & 0xFF;
            var item = item(user);
            if (type == 0x51 && item.remaining() == 4) {
                return item.getInt();
            }
        }
        return 0;
    }

    private static ByteBuffer item(ByteBuffer buffer) {
        buffer.get();
        var length = buffer.getShort() & 0xFFFF;
        if (length > buffer.remaining()) {
            throw new AssociationException(
                    "an item of the association request is longer than the request");
        }
        var item = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return item;
    }

    private static String title(byte[] content, int at) {
        return new String(content, at, 16, StandardCharsets.ISO_8859_1).strip();
    }

    private static String string(ByteBuffer item) {
        var bytes = new byte[item.remaining()];
        item.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "").strip();
    }

    private static void writeTitle(ByteArrayOutputStream out, String title) {
        out.writeBytes("%-16s".formatted(title).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void writeItem(ByteArrayOutputStream out, int type, byte[] content) {
        out.write(type);
        out.write(0);
        out.write(content.length >>> 8);
        out.write(content.length);
        out.writeBytes(content);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }
}
