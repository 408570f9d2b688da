package io.meridian.dicom.json;

import static io.meridian.dicom.json.JsonReader.require;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Vr;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From JSON's values to the bytes of an element (PS3.18 table F.2.3-1). */
final class ElementValues {
    private static final int LONGEST_DS = 16;
    private static final Map<String, Double> NOT_FINITE =
            Map.of(
                    "NaN", Double.NaN,
                    "nan", Double.NaN,
                    "Infinity", Double.POSITIVE_INFINITY,
                    "inf", Double.POSITIVE_INFINITY,
                    "-Infinity", Double.NEGATIVE_INFINITY,
                    "-inf", Double.NEGATIVE_INFINITY);

    private ElementValues() {}

    static Element inline(Tag tag, Vr vr, byte[] bytes, TagPath path) {
        // Other servers send any binary VR so; the bytes are the same.
        require(
                !vr.isString() && vr != Vr.SQ,
                path,
                "InlineBinary does not go with vr %s".formatted(vr));
        require(
                vr == Vr.UN || bytes.length % JsonValues.size(vr) == 0,
                path,
                "InlineBinary holds no whole values of " + vr);
        return Element.of(tag, vr, bytes);
    }

    static Element of(Tag tag, Vr vr, List<Raw.Single> values, TagPath path) {
        if (vr == Vr.SQ) {
            return Element.sequence(tag, items(values, path));
        }
        require(!JsonValues.isInline(vr), path, "%s has no Value".formatted(vr));
        return vr.isString() ? texts(tag, vr, values, path) : numbers(tag, vr, values, path);
    }

    private static List<DataSet> items(List<Raw.Single> values, TagPath path) {
        var items = new ArrayList<DataSet>();
        for (var value : values) {
            items.add(
                    switch (value) {
                        case Raw.Single.Item(var dataSet) -> dataSet;
                        case Raw.Single.Hollow _, Raw.Single.Null _ -> DataSet.EMPTY;
                        default ->
                                throw new DicomJsonException(path, "a sequence holds objects only");
                    });
        }
        return items;
    }

    private static Element texts(Tag tag, Vr vr, List<Raw.Single> values, TagPath path) {
        require(!vr.isSingleText() || values.size() <= 1, path, "%s has one value".formatted(vr));
        var text =
                values.stream()
                        .map(value -> text(vr, value, path))
                        .collect(Collectors.joining("\\"));
        var charset = vr.isText() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        require(charset.newEncoder().canEncode(text), path, "a character has no place in " + vr);
        return Element.of(tag, vr, padded(text.getBytes(charset), vr.padding()));
    }

    private static String text(Vr vr, Raw.Single value, TagPath path) {
        var text =
                switch (value) {
                    case Raw.Single.Null _ -> "";
                    case Raw.Single.Text(var plain) when vr != Vr.PN -> plain;
                    case Raw.Single.Digits(var number) when vr == Vr.DS -> shortened(number);
                    case Raw.Single.Digits(var number) when vr == Vr.IS -> whole(number, path);
                    case Raw.Single.Name(var groups) when vr == Vr.PN -> name(groups, path);
                    case Raw.Single.Hollow _ when vr == Vr.PN -> "";
                    default ->
                            throw new DicomJsonException(
                                    path, "a value is of the wrong type for " + vr);
                };
        require(
                vr.isSingleText() || text.indexOf('\\') < 0,
                path,
                "a backslash in one value would make two of it");
        return text;
    }

    private static String name(Map<String, String> groups, TagPath path) {
        var parts =
                JsonValues.NAME_GROUPS.stream()
                        .map(group -> groups.getOrDefault(group, ""))
                        .toList();
        require(
                parts.subList(0, 2).stream().noneMatch(part -> part.contains("=")),
                path,
                "an equals sign in a component group would make two of it");
        var end = parts.size();
        while (end > 0 && parts.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("=", parts.subList(0, end));
    }

    /** As written if DS can hold it, else the nearest decimal that it can (PS3.5 section 6.2). */
    private static String shortened(String number) {
        if (number.length() <= LONGEST_DS) {
            return number;
        }
        var exact = new BigDecimal(number);
        for (var digits = LONGEST_DS; digits > 0; digits--) {
            var text = exact.round(new MathContext(digits)).toString();
            if (text.length() <= LONGEST_DS) {
                return text;
            }
        }
        throw new IllegalArgumentException("the number does not fit in DS");
    }

    private static String whole(String number, TagPath path) {
        return range(number, Integer.MIN_VALUE, Integer.MAX_VALUE, path).toPlainString();
    }

    private static Element numbers(Tag tag, Vr vr, List<Raw.Single> values, TagPath path) {
        var buffer =
                ByteBuffer.allocate(Math.multiplyExact(values.size(), JsonValues.size(vr)))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            switch (value) {
                case Raw.Single.Digits(var text) -> number(vr, text, buffer, path);
                case Raw.Single.Text(var text) when vr == Vr.AT -> tag(text, buffer, path);
                case Raw.Single.Text(var text) when vr == Vr.SV || vr == Vr.UV ->
                        number(vr, text, buffer, path);
                case Raw.Single.Text(var text)
                        when (vr == Vr.FL || vr == Vr.FD) && NOT_FINITE.containsKey(text) ->
                        number(vr, NOT_FINITE.getOrDefault(text, Double.NaN), buffer);
                default ->
                        throw new DicomJsonException(
                                path, "a value is of the wrong type for " + vr);
            }
        }
        return Element.of(tag, vr, buffer.array());
    }

    private static void number(Vr vr, String text, ByteBuffer buffer, TagPath path) {
        switch (vr) {
            case US -> buffer.putShort(range(text, 0, 0xFFFF, path).shortValue());
            case SS ->
                    buffer.putShort(
                            range(text, Short.MIN_VALUE, Short.MAX_VALUE, path).shortValue());
            case UL -> buffer.putInt(range(text, 0, 0xFFFFFFFFL, path).intValue());
            case SL ->
                    buffer.putInt(
                            range(text, Integer.MIN_VALUE, Integer.MAX_VALUE, path).intValue());
            case SV ->
                    buffer.putLong(range(text, Long.MIN_VALUE, Long.MAX_VALUE, path).longValue());
            case UV -> buffer.putLong(unsigned(text, path));
            case FL, FD -> number(vr, Double.parseDouble(text), buffer);
            default -> throw new DicomJsonException(path, "a value is of the wrong type for " + vr);
        }
    }

    private static void number(Vr vr, double value, ByteBuffer buffer) {
        if (vr == Vr.FL) {
            buffer.putFloat((float) value);
        } else {
            buffer.putDouble(value);
        }
    }

    private static BigDecimal range(String text, long least, long most, TagPath path) {
        var value = decimal(text, path);
        require(
                value.compareTo(BigDecimal.valueOf(least)) >= 0
                        && value.compareTo(BigDecimal.valueOf(most)) <= 0,
                path,
                "a number is from %d to %d".formatted(least, most));
        return value;
    }

    private static long unsigned(String text, TagPath path) {
        var value = decimal(text, path);
        require(
                value.signum() >= 0 && value.toBigInteger().bitLength() <= Long.SIZE,
                path,
                "a number is from 0 to 2^64 - 1");
        return value.longValue();
    }

    /** A whole number; exponents are bounded, because 1e999999999 has that many digits. */
    private static BigDecimal decimal(String text, TagPath path) {
        require(text.length() <= RawValues.LONGEST_NUMBER, path, "a number has too many digits");
        var value = new BigDecimal(text);
        require(
                Math.abs((long) value.scale()) <= RawValues.LONGEST_NUMBER
                        && (value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0),
                path,
                "a whole number is needed");
        return value;
    }

    private static void tag(String text, ByteBuffer buffer, TagPath path) {
        require(text.matches("[0-9A-Fa-f]{8}"), path, "a tag is a text of 8 hexadecimal digits");
        var value = Integer.parseUnsignedInt(text, 16);
        buffer.putShort((short) (value >>> 16)).putShort((short) value);
    }

    private static byte[] padded(byte[] bytes, byte padding) {
        if (bytes.length % 2 == 0) {
            return bytes;
        }
        var even = Arrays.copyOf(bytes, bytes.length + 1);
        even[bytes.length] = padding;
        return even;
    }
}
