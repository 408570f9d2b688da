package io.meridian.dicom.fuzz;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.ProviderProbe;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a requestor sends, written after PS3.8 section 9.3, not with the code under test. */
final class Upper {
    private static final int[] CONTEXTS = {1, 3, 5, 200};
    private static final int[] TYPES = {4, 4, 5, 7};

    /** A storage class, verification, and query/retrieve models, in this order. */
    private static final List<String> ABSTRACT =
            List.of(
                    SopClass.SECONDARY_CAPTURE.uid(),
                    "1.2.840.10008.1.1",
                    "1.2.840.10008.5.1.4.1.2.2.1",
                    "1.2.840.10008.5.1.4.1.2.2.2",
                    "1.2.840.10008.5.1.4.1.2.2.3",
                    "1.2.840.10008.5.1.4.31",
                    "1.2.840.10008.3.1.2.3.3");

    private Upper() {}

    /** An A-ASSOCIATE-RQ for all of them, with the usual user items. */
    static byte[] request() {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1, 0, 0});
        body.writeBytes(
                "%-16s%-16s"
                        .formatted(ProviderProbe.CALLED, ProviderProbe.CALLING)
                        .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[32]);
        body.writeBytes(item(0x10, text("1.2.840.10008.3.1.1.1")));
        for (var i = 0; i < ABSTRACT.size(); i++) {
            var context = new ByteArrayOutputStream();
            context.writeBytes(new byte[] {(byte) (2 * i + 1), 0, 0, 0});
            context.writeBytes(item(0x30, text(ABSTRACT.get(i))));
            context.writeBytes(item(0x40, text(TransferSyntax.EXPLICIT_LITTLE.uid())));
            context.writeBytes(item(0x40, text(TransferSyntax.IMPLICIT_LITTLE.uid())));
            body.writeBytes(item(0x20, context.toByteArray()));
        }
        var user = new ByteArrayOutputStream();
        user.writeBytes(item(0x51, new byte[] {0, 0, 64, 0}));
        user.writeBytes(item(0x52, text("2.25.1")));
        user.writeBytes(item(0x53, new byte[] {0, 4, 0, 4}));
        user.writeBytes(item(0x55, text("FUZZ")));
        body.writeBytes(item(0x50, user.toByteArray()));
        return unit(1, body.toByteArray());
    }

    /**
     * Units from a dialogue, which is parts of a control byte (bit 0 command, bit 1 last fragment,
     * bits 2 and 3 which context, bits 4 and 5 data, data, release, abort), a length of two bytes
     * and as many bytes of content or what is left.
     */
    static byte[] units(byte[] dialogue) {
        var out = new ByteArrayOutputStream();
        var at = 0;
        while (at + 3 <= dialogue.length) {
            var control = dialogue[at];
            var length = (dialogue[at + 1] & 0xFF) << 8 | (dialogue[at + 2] & 0xFF);
            at += 3;
            var content = Arrays.copyOfRange(dialogue, at, Math.min(at + length, dialogue.length));
            at += content.length;
            var type = TYPES[control >> 4 & 3];
            out.writeBytes(type == 4 ? data(control, content) : unit(type, new byte[4]));
        }
        return out.toByteArray();
    }

    private static byte[] data(byte control, byte[] content) {
        var value = ByteBuffer.allocate(6 + content.length);
        value.putInt(2 + content.length);
        value.put((byte) CONTEXTS[control >> 2 & 3]).put((byte) (control & 3)).put(content);
        return unit(4, value.array());
    }

    /** Whole dialogues: every kind of request, and a release. */
    static List<byte[]> dialogues() {
        var object =
                Part10.dataSetBytes(
                        Seeds.objects().getFirst().dataSet(), TransferSyntax.EXPLICIT_LITTLE);
        var dialogues = new ArrayList<byte[]>();
        // C-ECHO, C-STORE, C-FIND, C-GET, C-MOVE, N-EVENT-REPORT, N-GET, N-SET, N-ACTION, N-CREATE
        for (var field : new int[] {0x30, 1, 0x20, 0x10, 0x21, 0x100, 0x110, 0x120, 0x130, 0x140}) {
            var context = field == 0x30 ? 1 : field == 1 ? 0 : 2;
            var out = new ByteArrayOutputStream();
            out.writeBytes(part(3 | context << 2, command(field, ABSTRACT.get(context))));
            if (field != 0x30) {
                out.writeBytes(part(context << 2, Arrays.copyOf(object, 20)));
                out.writeBytes(
                        part(2 | context << 2, Arrays.copyOfRange(object, 20, object.length)));
            }
            out.writeBytes(part(3 | context << 2, command(0xFFF, ABSTRACT.get(context))));
            out.writeBytes(part(0x20, new byte[0]));
            dialogues.add(out.toByteArray());
        }
        return dialogues;
    }

    private static byte[] command(int field, String sopClass) {
        var content =
                DataSet.builder()
                        .text(new Tag(0x00000002), Vr.UI, sopClass)
                        .text(new Tag(0x00000003), Vr.UI, sopClass)
                        .put(number(0x00000100, field))
                        .put(number(0x00000110, 7))
                        .text(new Tag(0x00000600), Vr.AE, "ELSEWHERE")
                        .put(number(0x00000700, 0))
                        .put(number(0x00000800, field == 0x30 || field == 0xFFF ? 0x101 : 0))
                        .text(new Tag(0x00001000), Vr.UI, "2.25.1")
                        .text(new Tag(0x00001001), Vr.UI, "2.25.1")
                        .put(number(0x00001002, 1))
                        .put(number(0x00001008, 1));
        return Part10.dataSetBytes(content.build(), TransferSyntax.IMPLICIT_LITTLE);
    }

    private static Element number(int tag, int value) {
        return Element.of(new Tag(tag), Vr.US, new byte[] {(byte) value, (byte) (value >>> 8)});
    }

    private static byte[] part(int control, byte[] content) {
        var part = ByteBuffer.allocate(3 + content.length);
        part.put((byte) control).putShort((short) content.length).put(content);
        return part.array();
    }

    private static byte[] unit(int type, byte[] content) {
        var unit = ByteBuffer.allocate(6 + content.length);
        unit.put((byte) type).put((byte) 0).putInt(content.length).put(content);
        return unit.array();
    }

    private static byte[] item(int type, byte[] content) {
        var item = ByteBuffer.allocate(4 + content.length);
        item.put((byte) type).put((byte) 0).putShort((short) content.length).put(content);
        return item.array();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
