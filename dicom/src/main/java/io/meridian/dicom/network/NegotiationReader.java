package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Violation;
import io.meridian.dicom.network.Negotiation.Context;
import io.meridian.dicom.network.Negotiation.UserItems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/** Reads what {@link NegotiationWriter} writes; every item must lie within the one around it. */
final class NegotiationReader {
    private static final int FIXED = 68;

    private final boolean acceptance;
    private final Set<Integer> ids = new HashSet<>();

    private NegotiationReader(boolean acceptance) {
        this.acceptance = acceptance;
    }

    static Negotiation request(byte[] content) {
        return new NegotiationReader(false).read(content);
    }

    static Negotiation acceptance(byte[] content) {
        return new NegotiationReader(true).read(content);
    }

    private Negotiation read(byte[] content) {
        if (content.length < FIXED) {
            throw invalid("an association PDU is too short");
        }
        var version = (content[0] & 0xFF) << 8 | (content[1] & 0xFF);
        var called = title(content, 4);
        var calling = title(content, 20);
        var applicationContext = "";
        var contexts = new ArrayList<Context>();
        var user = new UserItems();
        var buffer = ByteBuffer.wrap(content, FIXED, content.length - FIXED);
        while (buffer.hasRemaining()) {
            var type = type(buffer);
            var item = field(buffer);
            switch (type) {
                case 0x10 -> applicationContext = string(item);
                case 0x20, 0x21 -> {
                    if ((type == 0x21) != acceptance) {
                        throw new Violation(
                                AbortReason.UNEXPECTED_PARAMETER,
                                "a presentation context of the wrong kind came");
                    }
                    contexts.add(context(item));
                }
                case 0x50 -> user(item, user);
                default -> {} // items of later editions are to be passed over
            }
        }
        return new Negotiation(
                version, called, calling, applicationContext, contexts, user.build());
    }

    private Context context(ByteBuffer item) {
        if (item.remaining() < 4) {
            throw invalid("a presentation context is too short");
        }
        var id = item.get() & 0xFF;
        item.get();
        var result = item.get() & 0xFF;
        item.get();
        if ((id & 1) == 0 || !ids.add(id)) {
            throw invalid("presentation contexts have distinct odd numbers");
        }
        var abstractSyntax = "";
        var transferSyntaxes = new ArrayList<String>();
        while (item.hasRemaining()) {
            var type = type(item);
            var value = string(field(item));
            if (type == 0x30) {
                abstractSyntax = value;
            } else if (type == 0x40) {
                transferSyntaxes.add(value);
            }
        }
        if (!acceptance && (abstractSyntax.isEmpty() || transferSyntaxes.isEmpty())) {
            throw invalid("a presentation context names a SOP class and a transfer syntax");
        }
        return new Context(id, result, abstractSyntax, transferSyntaxes);
    }

    private static void user(ByteBuffer user, UserItems into) {
        while (user.hasRemaining()) {
            var type = type(user);
            var item = field(user);
            switch (type) {
                case 0x51 -> into.maxPduBytes = number(item, 4);
                case 0x52 -> into.implementationClass = string(item);
                case 0x53 ->
                        into.window =
                                new OperationsWindow((int) number(item, 2), (int) number(item, 2));
                case 0x54 -> {
                    var sopClass = string(field(item));
                    into.roles.put(sopClass, new Roles(number(item, 1) == 1, number(item, 1) == 1));
                }
                case 0x55 -> into.implementationVersion = string(item);
                case 0x56 -> into.extended.put(string(field(item)), bytes(item));
                case 0x58 -> {
                    var kind = (int) number(item, 1);
                    into.identityResponse = number(item, 1) == 1 ? new byte[0] : null;
                    into.identity = UserIdentity.of(kind, bytes(field(item)), bytes(field(item)));
                }
                case 0x59 -> into.identityResponse = bytes(field(item));
                default -> {} // such as common extended negotiation, which asks for nothing here
            }
        }
    }

    private static int type(ByteBuffer buffer) {
        if (buffer.remaining() < 4) {
            throw invalid("an item ends within its header");
        }
        var type = buffer.get() & 0xFF;
        buffer.get();
        return type;
    }

    /** What a 16-bit length and that many bytes hold. */
    private static ByteBuffer field(ByteBuffer buffer) {
        var length = (int) number(buffer, 2);
        if (length > buffer.remaining()) {
            throw invalid("an item is longer than what it lies in");
        }
        var field = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return field;
    }

    private static long number(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() < bytes) {
            throw invalid("an item is too short for what it holds");
        }
        var value = 0L;
        for (var i = 0; i < bytes; i++) {
            value = value << 8 | (buffer.get() & 0xFF);
        }
        return value;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String title(byte[] content, int at) {
        return new String(content, at, 16, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    }

    private static String string(ByteBuffer item) {
        return new String(bytes(item), StandardCharsets.ISO_8859_1).replace("\0", "").strip();
    }

    private static Violation invalid(String rule) {
        return new Violation(AbortReason.INVALID_PARAMETER, rule);
    }
}
