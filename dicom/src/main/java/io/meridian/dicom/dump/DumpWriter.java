package io.meridian.dicom.dump;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.PrivateDictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.util.OptionalLong;

/** Lines of one data set. */
final class DumpWriter {
    private static final int VALUE_COLUMN = 41;
    private static final String UNDEFINED = "u/l";

    private final EncodedLength lengths;
    private final DumpOptions options;
    private final Appendable out;

    DumpWriter(TransferSyntax syntax, DumpOptions options, Appendable out) {
        this.lengths = new EncodedLength(syntax);
        this.options = options;
        this.out = out;
    }

    void dataSet(DataSet dataSet) throws IOException {
        dataSet(dataSet, TagPath.ROOT);
    }

    private void dataSet(DataSet dataSet, TagPath path) throws IOException {
        for (var element : dataSet) {
            var here = path.attribute(element.tag());
            var shown = options.selection().shows(here);
            if (shown && options.form() == DumpOptions.Form.PATHS) {
                out.append(here.toString()).append('\n');
            } else if (shown) {
                attribute(dataSet, element, here);
            }
            items(element, path, shown);
            if (shown && options.form() == DumpOptions.Form.LINES) {
                fragments(element, here);
            }
        }
    }

    private void attribute(DataSet dataSet, Element element, TagPath path) throws IOException {
        line(
                path,
                element.tag(),
                element.vr().name(),
                Values.shown(dataSet, element, options.maximumCharacters()),
                lengths.of(element),
                Values.multiplicity(dataSet, element),
                name(dataSet, element.tag()));
    }

    private void items(Element element, TagPath path, boolean shown) throws IOException {
        var number = 0;
        for (var item : element.items()) {
            var here = path.item(element.tag(), number++);
            if (shown && options.form() == DumpOptions.Form.LINES) {
                line(
                        here.attribute(Tag.ITEM),
                        Tag.ITEM,
                        "na",
                        "(item %d of %d, %s)"
                                .formatted(
                                        number,
                                        element.items().size(),
                                        counted(item.size(), "attribute")),
                        lengths.of(item),
                        1,
                        "Item");
            }
            dataSet(item, here);
        }
    }

    private void fragments(Element element, TagPath path) throws IOException {
        if (!(element.value() instanceof Element.Value.Fragments(var fragments))) {
            return;
        }
        var number = 0;
        for (var fragment : fragments) {
            var what = number == 0 ? "offset table: " : "fragment " + number + ": ";
            line(
                    path.attribute(Tag.ITEM),
                    Tag.ITEM,
                    "pi",
                    what + Values.bytes(fragment, options.maximumCharacters() - what.length()),
                    OptionalLong.of(fragment.length()),
                    1,
                    "Item");
            number++;
        }
    }

    private void line(
            TagPath path,
            Tag tag,
            String vr,
            String value,
            OptionalLong length,
            int multiplicity,
            String name)
            throws IOException {
        // Among selected attributes, indentation would not tell where each one stands.
        var steps = 2 * (path.steps().size() - 1) - (tag.equals(Tag.ITEM) ? 1 : 0);
        // In a damaged file the tag of an item may stand where an attribute does.
        var depth = Math.max(0, steps);
        if (options.selection().isAll()) {
            out.append("  ".repeat(depth)).append(tag.toString());
        } else {
            out.append(path.toString());
        }
        out.append(' ').append(vr).append(' ').append(value);
        out.append(" ".repeat(Math.max(1, VALUE_COLUMN - value.length())));
        var digits = length.isPresent() ? Long.toString(length.getAsLong()) : UNDEFINED;
        out.append("# ").append(" ".repeat(Math.max(0, 3 - digits.length()))).append(digits);
        out.append(", ").append(Integer.toString(multiplicity));
        out.append(' ').append(name).append('\n');
    }

    /** The keyword; for a private attribute what is known of it and whose block it is in. */
    private static String name(DataSet dataSet, Tag tag) {
        if (tag.isPrivateCreator()) {
            return "PrivateCreator";
        }
        if (tag.element() == 0) {
            return "GroupLength";
        }
        if (!tag.isPrivate()) {
            return Dictionary.standard()
                    .entry(tag)
                    .map(Dictionary.Entry::keyword)
                    .orElse("Unknown");
        }
        var known = PrivateDictionary.entry(dataSet, tag).map(PrivateDictionary.Entry::name);
        var creator = dataSet.privateCreator(tag).orElse("");
        return known.orElse("Private")
                + (creator.isEmpty() ? "" : " {" + Values.safe(creator) + "}");
    }

    static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
