package io.meridian.dicom;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is in an object, for people and for programs. Both forms show values, patient identity
 * included: they are for whoever may see the object, never for a log.
 */
public final class Dump {
    private static final int MAXIMUM_SHOWN = 64;
    private static final int MAXIMUM_BYTES_SHOWN = 16;

    private Dump() {}

    /** One line an attribute, nested items indented, long values cut; warnings at the end. */
    public static String text(DicomFile file) {
        var out = new StringBuilder();
        dataSet(file.meta(), 0, out);
        out.append("# data set in transfer syntax ").append(file.transferSyntax()).append('\n');
        dataSet(file.dataSet(), 0, out);
        file.warnings().forEach(warning -> out.append("# warning: ").append(warning).append('\n'));
        return out.toString();
    }

    /**
     * The DICOM JSON model (PS3.18 section F.2), without group lengths. Binary values are inline;
     * encapsulated pixel data, which the model cannot hold inline, is left out. The text is
     * Unicode, and SpecificCharacterSet says so.
     */
    public static String json(DataSet dataSet) {
        return JsonModel.write(dataSet);
    }

    private static void dataSet(DataSet dataSet, int depth, StringBuilder out) {
        for (var element : dataSet) {
            out.repeat("  ", depth)
                    .append(element.tag())
                    .append(' ')
                    .append(element.vr())
                    .append(' ')
                    .append(shown(dataSet, element))
                    .append("  # ")
                    .append(Dictionary.standard().name(element.tag()))
                    .append('\n');
            var number = 0;
            for (var item : element.items()) {
                out.repeat("  ", depth + 1).append("item ").append(++number).append('\n');
                dataSet(item, depth + 2, out);
            }
        }
    }

    private static String shown(DataSet dataSet, Element element) {
        return switch (element.value()) {
            case Element.Value.Items(var items) -> "%d items".formatted(items.size());
            case Element.Value.Fragments(var fragments) ->
                    "%d fragments, %d bytes"
                            .formatted(
                                    fragments.size(),
                                    fragments.stream().mapToLong(Content::length).sum());
            case Element.Value.Bytes(var content) -> {
                if (element.vr().isString()) {
                    yield "[" + printable(cut(dataSet.text(element.tag()))) + "]";
                }
                yield content.length() == 0 ? "(no value)" : binary(dataSet, element, content);
            }
        };
    }

    private static String binary(DataSet dataSet, Element element, Content content) {
        var attributes = JsonModel.attributeTags(element);
        if (!attributes.isEmpty()) {
            return cut(attributes.stream().map(Tag::toString).collect(Collectors.joining("\\")));
        }
        // Bulk data is shown as bytes: a million numbers help nobody.
        List<Double> numbers =
                element.vr().name().startsWith("O") ? List.of() : dataSet.numbers(element.tag());
        if (numbers.isEmpty()) {
            var some = (int) Math.min(content.length(), MAXIMUM_BYTES_SHOWN);
            return "%s%s, %d bytes"
                    .formatted(
                            HexFormat.ofDelimiter(" ").formatHex(content.slice(0, some).bytes()),
                            some < content.length() ? " …" : "",
                            content.length());
        }
        return cut(numbers.stream().map(Dump::number).collect(Collectors.joining("\\")));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String cut(String text) {
        return text.length() <= MAXIMUM_SHOWN ? text : text.substring(0, MAXIMUM_SHOWN) + "…";
    }

    /** A terminal must not obey what a data set says. */
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? '.' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
