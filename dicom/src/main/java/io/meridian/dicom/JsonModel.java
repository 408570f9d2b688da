package io.meridian.dicom;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the DICOM JSON model (PS3.18 section F.2). */
final class JsonModel {
    private static final List<String> NAME_GROUPS =
            List.of("Alphabetic", "Ideographic", "Phonetic");
    private static final int LONGEST_NUMBER = 40;

    private JsonModel() {}

    static String write(DataSet dataSet) {
        var out = new StringBuilder();
        dataSet(dataSet, out);
        return out.toString();
    }

    private static void dataSet(DataSet dataSet, StringBuilder out) {
        out.append('{');
        var separator = "";
        for (var element : dataSet) {
            if (element.tag().element() == 0
                    || element.value() instanceof Element.Value.Fragments) {
                continue;
            }
            out.append(separator)
                    .append(
                            "\"%08X\":{\"vr\":\"%s\""
                                    .formatted(element.tag().value(), element.vr()));
            value(dataSet, element, out);
            out.append('}');
            separator = ",";
        }
        out.append('}');
    }

    private static void value(DataSet dataSet, Element element, StringBuilder out) {
        if (element.isEmpty()) {
            return;
        }
        if (element.tag().equals(Tags.SpecificCharacterSet)) {
            out.append(",\"Value\":[\"ISO_IR 192\"]");
            return;
        }
        if (element.vr() == Vr.SQ) {
            out.append(",\"Value\":[");
            var separator = "";
            for (var item : element.items()) {
                out.append(separator);
                dataSet(item, out);
                separator = ",";
            }
            out.append(']');
            return;
        }
        var values = values(dataSet, element);
        if (!values.isEmpty()) {
            out.append(",\"Value\":[").append(String.join(",", values)).append(']');
        } else if (!element.vr().isString()) {
            out.append(",\"InlineBinary\":\"")
                    .append(Base64.getEncoder().encodeToString(element.bytes()))
                    .append('"');
        }
    }

    /** Each value as JSON; none for bytes that go inline. */
    private static List<String> values(DataSet dataSet, Element element) {
        return switch (element.vr()) {
            case DS, IS -> dataSet.texts(element.tag()).stream().map(JsonModel::decimal).toList();
            case PN -> dataSet.texts(element.tag()).stream().map(JsonModel::name).toList();
            case AT ->
                    attributeTags(element).stream()
                            .map(tag -> "\"%08X\"".formatted(tag.value()))
                            .toList();
            case SV, UV -> wide(element);
            case US, SS, UL, SL ->
                    dataSet.numbers(element.tag()).stream()
                            .map(each -> Long.toString(each.longValue()))
                            .toList();
            case FL ->
                    dataSet.numbers(element.tag()).stream()
                            .map(each -> floating(each, Float.toString(each.floatValue())))
                            .toList();
            case FD ->
                    dataSet.numbers(element.tag()).stream()
                            .map(each -> floating(each, Double.toString(each)))
                            .toList();
            default ->
                    element.vr().isString()
                            ? dataSet.texts(element.tag()).stream()
                                    .map(each -> each.isEmpty() ? "null" : quoted(each))
                                    .toList()
                            : List.of();
        };
    }

    static List<Tag> attributeTags(Element element) {
        if (element.vr() != Vr.AT) {
            return List.of();
        }
        var buffer = ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        var tags = new ArrayList<Tag>();
        while (buffer.remaining() >= 4) {
            var group = buffer.getShort() & 0xFFFF;
            tags.add(Tag.of(group, buffer.getShort() & 0xFFFF));
        }
        return tags;
    }

    private static List<String> wide(Element element) {
        var buffer = ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        var values = new ArrayList<String>();
        while (buffer.remaining() >= 8) {
            var value = buffer.getLong();
            values.add(element.vr() == Vr.UV ? Long.toUnsignedString(value) : Long.toString(value));
        }
        return values;
    }

    /** A number as received, or text where it is none. */
    private static String decimal(String text) {
        if (text.isEmpty()) {
            return "null";
        }
        try {
            return text.length() > LONGEST_NUMBER ? quoted(text) : new BigDecimal(text).toString();
        } catch (NumberFormatException _) {
            return quoted(text);
        }
    }

    private static String floating(double value, String text) {
        return Double.isFinite(value) ? text : quoted(text);
    }

    private static String name(String value) {
        if (value.isEmpty()) {
            return "null";
        }
        var groups = value.split("=", NAME_GROUPS.size());
        var members = new ArrayList<String>();
        for (var i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                members.add("\"%s\":".formatted(NAME_GROUPS.get(i)) + quoted(groups[i]));
            }
        }
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (var i = 0; i < text.length(); i++) {
            var each = text.charAt(i);
            if (each == '"' || each == '\\') {
                out.append('\\').append(each);
            } else if (each < ' ') {
                out.append("\\u%04x".formatted((int) each));
            } else {
                out.append(each);
            }
        }
        return out.append('"').toString();
    }
}
