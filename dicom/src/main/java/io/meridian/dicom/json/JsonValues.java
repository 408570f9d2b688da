package io.meridian.dicom.json;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** Single values as JSON (PS3.18 table F.2.3-1). */
final class JsonValues {
    static final List<String> NAME_GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");

    /** Whole numbers up to here are the same in every program that reads JSON (RFC 8259). */
    private static final long EXACT = 1L << 53;

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final int LONGEST_DS = 16;
    private static final int LONGEST_IS = 12;

    private JsonValues() {}

    /**
     * Bytes that are no whole values of their VR go out as UN, which keeps them. A standard
     * attribute that came as UN goes out as what it is: text in it may be in another character set
     * than the JSON declares.
     */
    static Vr written(Element element) {
        var vr = element.vr();
        if (vr == Vr.UN && !element.tag().isPrivate()) {
            var known = Dictionary.standard().vr(element.tag());
            vr = known == Vr.SQ ? Vr.UN : known;
        }
        var whole = isInline(vr) || vr.isString() || element.content().length() % size(vr) == 0;
        return whole ? vr : Vr.UN;
    }

    /** Bytes of one binary value; a tag is two units of two bytes. */
    static int size(Vr vr) {
        return vr == Vr.AT ? 4 : vr.unit();
    }

    static boolean isInline(Vr vr) {
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN -> true;
            default -> false;
        };
    }

    static void write(DataSet dataSet, Element element, Vr vr, JsonGenerator out) {
        if (vr.isString()) {
            texts(dataSet, element.tag(), vr, out);
            return;
        }
        var buffer = ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        out.writeArrayPropertyStart("Value");
        while (buffer.hasRemaining()) {
            number(vr, buffer, out);
        }
        out.writeEndArray();
    }

    private static void texts(DataSet dataSet, Tag tag, Vr vr, JsonGenerator out) {
        var values = dataSet.texts(tag);
        if (values.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("Value");
        for (var value : values) {
            if (value.isEmpty()) {
                out.writeNull();
                continue;
            }
            switch (vr) {
                case DS -> decimal(value, LONGEST_DS, out);
                case IS -> decimal(value, LONGEST_IS, out);
                case PN -> name(value, out);
                default -> out.writeString(value);
            }
        }
        out.writeEndArray();
    }

    private static void number(Vr vr, ByteBuffer buffer, JsonGenerator out) {
        switch (vr) {
            case US -> out.writeNumber(buffer.getShort() & 0xFFFF);
            case SS -> out.writeNumber(buffer.getShort());
            case UL -> out.writeNumber(buffer.getInt() & 0xFFFFFFFFL);
            case SL -> out.writeNumber(buffer.getInt());
            case SV -> wide(BigInteger.valueOf(buffer.getLong()), out);
            case UV -> wide(new BigInteger(Long.toUnsignedString(buffer.getLong())), out);
            case FL -> {
                var value = buffer.getFloat();
                floating(value, Float.toString(value), out);
            }
            case FD -> {
                var value = buffer.getDouble();
                floating(value, Double.toString(value), out);
            }
            case AT -> {
                var group = buffer.getShort() & 0xFFFF;
                out.writeString("%04X%04X".formatted(group, buffer.getShort() & 0xFFFF));
            }
            default -> throw new IllegalArgumentException(vr + " holds no numbers");
        }
    }

    private static void wide(BigInteger value, JsonGenerator out) {
        if (value.abs().compareTo(BigInteger.valueOf(EXACT)) <= 0) {
            out.writeNumber(value.longValueExact());
        } else {
            out.writeString(value.toString());
        }
    }

    private static void floating(double value, String text, JsonGenerator out) {
        if (Double.isFinite(value)) {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    }

    /**
     * A number if it stays what it is: readers hold it as a double, so one with more digits than
     * that keeps is a string, and so is what no reader would write back in the length of its VR.
     */
    private static void decimal(String text, int longest, JsonGenerator out) {
        if (text.length() <= longest && DECIMAL.matcher(text).matches()) {
            var exact = new BigDecimal(text);
            var held = exact.doubleValue();
            var negativeZero = exact.signum() == 0 && text.startsWith("-");
            if (Double.isFinite(held)
                    && !negativeZero
                    && new BigDecimal(Double.toString(held)).compareTo(exact) == 0) {
                out.writeNumber(exact.toString());
                return;
            }
        }
        out.writeString(text);
    }

    private static void name(String value, JsonGenerator out) {
        out.writeStartObject();
        var groups = value.split("=", NAME_GROUPS.size());
        for (var i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                out.writeStringProperty(NAME_GROUPS.get(i), groups[i]);
            }
        }
        out.writeEndObject();
    }
}
