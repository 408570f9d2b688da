package io.meridian.dicom.dump;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.UidNames;
import io.meridian.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Values as people read them. */
final class Values {
    private static final String NONE = "(no value)";
    private static final char SEPARATOR = '\\';

    private Values() {}

    static String shown(DataSet dataSet, Element element, int maximum) {
        return switch (element.value()) {
            case Element.Value.Items(var items) ->
                    "(" + DumpWriter.counted(items.size(), "item") + ")";
            case Element.Value.Fragments(var fragments) ->
                    "(%s, %s)"
                            .formatted(
                                    DumpWriter.counted(fragments.size(), "fragment"),
                                    DumpWriter.counted(
                                            fragments.stream().mapToLong(Content::length).sum(),
                                            "byte"));
            case Element.Value.Bytes _ when element.isEmpty() -> NONE;
            case Element.Value.Bytes(var content) -> plain(dataSet, element, content, maximum);
        };
    }

    private static String plain(DataSet dataSet, Element element, Content content, int maximum) {
        var vr = meant(element);
        if (!vr.isString()) {
            return numbers(vr, content, maximum);
        }
        var text = dataSet.text(element.tag());
        if (vr == Vr.UI && text.indexOf(SEPARATOR) < 0) {
            var name = UidNames.entry(text.strip()).map(UidNames.Entry::keyword);
            if (name.isPresent()) {
                return cut("=" + name.get(), maximum);
            }
        }
        var some = text.length() > maximum ? text.substring(0, maximum + 1) : text;
        return "[" + cut(safe(some), maximum) + "]";
    }

    /** A standard attribute that came as UN is shown by the dictionary. */
    private static Vr meant(Element element) {
        if (element.vr() != Vr.UN || element.tag().isPrivate()) {
            return element.vr();
        }
        var known = Dictionary.standard().vr(element.tag());
        return known == Vr.SQ ? Vr.UN : known;
    }

    /** How many values there are (PS3.5 section 6.4). */
    static int multiplicity(DataSet dataSet, Element element) {
        if (!(element.value() instanceof Element.Value.Bytes(var content))) {
            return 1;
        }
        var vr = element.vr();
        if (element.isEmpty()) {
            return 0;
        }
        return switch (vr) {
            case LT, ST, UT, UR, OB, OD, OF, OL, OV, OW, UN, SQ -> 1;
            case AT -> (int) Math.ceilDiv(content.length(), 4);
            default ->
                    vr.isString()
                            ? 1
                                    + (int)
                                            dataSet.text(element.tag())
                                                    .chars()
                                                    .filter(each -> each == SEPARATOR)
                                                    .count()
                            : (int) Math.ceilDiv(content.length(), vr.unit());
        };
    }

    private static String numbers(Vr vr, Content content, int maximum) {
        var size = vr == Vr.AT ? 4 : vr.unit();
        if (vr == Vr.OB || vr == Vr.UN || vr == Vr.SQ || content.length() % size != 0) {
            return bytes(content, maximum);
        }
        var buffer =
                ByteBuffer.wrap(start(content, size * (maximum + 1L)))
                        .order(ByteOrder.LITTLE_ENDIAN);
        var out = new StringBuilder();
        while (buffer.hasRemaining() && out.length() <= maximum) {
            if (!out.isEmpty()) {
                out.append(SEPARATOR);
            }
            out.append(number(vr, buffer));
        }
        return cut(out.toString(), maximum);
    }

    private static String number(Vr vr, ByteBuffer buffer) {
        return switch (vr) {
            case US -> Integer.toString(buffer.getShort() & 0xFFFF);
            case SS -> Short.toString(buffer.getShort());
            case UL -> Long.toString(buffer.getInt() & 0xFFFFFFFFL);
            case SL -> Integer.toString(buffer.getInt());
            case UV -> Long.toUnsignedString(buffer.getLong());
            case SV -> Long.toString(buffer.getLong());
            case FL, OF -> decimal(Float.toString(buffer.getFloat()));
            case FD, OD -> decimal(Double.toString(buffer.getDouble()));
            case AT ->
                    "(%04X,%04X)".formatted(buffer.getShort() & 0xFFFF, buffer.getShort() & 0xFFFF);
            case OW -> "%04x".formatted(buffer.getShort() & 0xFFFF);
            case OL -> "%08x".formatted(buffer.getInt());
            case OV -> "%016x".formatted(buffer.getLong());
            default -> throw new IllegalArgumentException(vr + " holds no numbers");
        };
    }

    private static String decimal(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String bytes(Content content, int maximum) {
        var out = new StringBuilder();
        for (var each : start(content, Math.max(1, maximum) / 3 + 2)) {
            out.append(out.isEmpty() ? "" : "\\").append("%02x".formatted(each & 0xFF));
        }
        return cut(out.toString(), Math.max(1, maximum));
    }

    /** The first bytes only: the rest of a large value need not leave its file. */
    private static byte[] start(Content content, long length) {
        return content.slice(0, Math.min(content.length(), length)).bytes();
    }

    private static String cut(String text, int maximum) {
        if (text.length() <= maximum) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(maximum - 1)) ? maximum - 1 : maximum;
        return text.substring(0, end) + "…";
    }

    /** Without characters that a terminal obeys: controls, formats, separators, surrogates. */
    static String safe(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    if (isObeyed(point)) {
                        out.append("<U+%04X>".formatted(point));
                    } else {
                        out.appendCodePoint(point);
                    }
                });
        return out.toString();
    }

    private static boolean isObeyed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
