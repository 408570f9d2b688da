package io.meridian.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Between the bytes of an element and values that people and programs use. */
final class Values {
    private Values() {}

    static String text(Element element, CharacterSet set) {
        var bytes = element.bytes();
        var vr = element.meant();
        if (!vr.isString() && vr != Vr.UN) {
            return "";
        }
        var text =
                vr.isText() || vr == Vr.UN
                        ? set.decode(bytes, vr)
                        : new String(bytes, StandardCharsets.ISO_8859_1);
        return trimEnd(text);
    }

    static List<String> texts(Element element, CharacterSet set) {
        var text = text(element, set);
        if (text.isEmpty()) {
            return List.of();
        }
        if (element.meant().isSingleText()) {
            return List.of(text);
        }
        var values = new ArrayList<String>();
        for (var value : text.split("\\\\", -1)) {
            values.add(value.strip());
        }
        return List.copyOf(values);
    }

    static List<Double> numbers(Element element) {
        var bytes = element.bytes();
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var values = new ArrayList<Double>();
        switch (element.meant()) {
            case US -> whole(buffer, 2, () -> values.add((double) (buffer.getShort() & 0xFFFF)));
            case SS -> whole(buffer, 2, () -> values.add((double) buffer.getShort()));
            case UL, OL ->
                    whole(buffer, 4, () -> values.add((double) (buffer.getInt() & 0xFFFFFFFFL)));
            case SL -> whole(buffer, 4, () -> values.add((double) buffer.getInt()));
            case FL, OF -> whole(buffer, 4, () -> values.add((double) buffer.getFloat()));
            case FD, OD -> whole(buffer, 8, () -> values.add(buffer.getDouble()));
            case SV, UV -> whole(buffer, 8, () -> values.add((double) buffer.getLong()));
            case DS, IS -> {
                for (var text : texts(element, CharacterSet.DEFAULT)) {
                    try {
                        values.add(Double.parseDouble(text));
                    } catch (NumberFormatException _) {
                        return List.of();
                    }
                }
            }
            default -> {
                return List.of();
            }
        }
        return List.copyOf(values);
    }

    /** A value of four bytes. */
    static long integer(Element element) {
        return ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt()
                & 0xFFFFFFFFL;
    }

    static Element ofText(Tag tag, Vr vr, CharacterSet set, String... values) {
        if (!vr.isString()) {
            throw new IllegalArgumentException("%s has VR %s, which is no text".formatted(tag, vr));
        }
        var text = String.join("\\", values);
        var bytes = vr.isText() ? set.encode(text, vr) : text.getBytes(StandardCharsets.US_ASCII);
        return Element.of(tag, vr, padded(bytes, vr.padding()));
    }

    static Element ofNumbers(Tag tag, Vr vr, double... values) {
        if (vr == Vr.DS || vr == Vr.IS) {
            var texts = Arrays.stream(values).mapToObj(v -> decimal(v, vr)).toArray(String[]::new);
            return ofText(tag, vr, CharacterSet.DEFAULT, texts);
        }
        var buffer = ByteBuffer.allocate(values.length * vr.unit()).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            switch (vr) {
                case US, SS -> buffer.putShort((short) (int) value);
                case UL, SL -> buffer.putInt((int) (long) value);
                case FL -> buffer.putFloat((float) value);
                case FD -> buffer.putDouble(value);
                default ->
                        throw new IllegalArgumentException(
                                "%s has VR %s, which is no number".formatted(tag, vr));
            }
        }
        return Element.of(tag, vr, buffer.array());
    }

    static byte[] padded(byte[] bytes, byte padding) {
        if ((bytes.length & 1) == 0) {
            return bytes;
        }
        var even = Arrays.copyOf(bytes, bytes.length + 1);
        even[bytes.length] = padding;
        return even;
    }

    /** At most 16 characters, as DS requires (PS3.5 table 6.2-1). */
    private static String decimal(double value, Vr vr) {
        if (vr == Vr.IS || (value == Math.rint(value) && Math.abs(value) < 1e15)) {
            return Long.toString((long) value);
        }
        for (var digits = 15; digits > 1; digits--) {
            var text = String.format(Locale.ROOT, "%." + digits + "g", value);
            var plain = Double.toString(Double.parseDouble(text));
            if (plain.length() <= 16) {
                return plain;
            }
        }
        return String.format(Locale.ROOT, "%.6e", value);
    }

    private static void whole(ByteBuffer buffer, int unit, Runnable read) {
        while (buffer.remaining() >= unit) {
            read.run();
        }
    }

    private static String trimEnd(String text) {
        var end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\0')) {
            end--;
        }
        return text.substring(0, end);
    }
}
