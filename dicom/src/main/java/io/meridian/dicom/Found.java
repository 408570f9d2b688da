package io.meridian.dicom;

import io.meridian.dicom.DataSet.Span;
import io.meridian.dicom.Warning.Rule;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The attributes of a data set while it is read, in the order in which they come. */
final class Found {
    private static final Element[] NONE = {};
    private static final int FIRST = 16;

    private Element[] elements = NONE;
    private boolean sorted = true;
    int count;

    void add(Element element, Reading reading) {
        if (count == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(FIRST, count * 2));
        }
        if (count > 0) {
            var order = Integer.compareUnsigned(elements[count - 1].number(), element.number());
            if (order >= 0) {
                sorted = false;
                if (order > 0) {
                    reading.warn(
                            Rule.ORDER,
                            element.number(),
                            element.start(),
                            "attributes are out of order");
                }
            }
        }
        elements[count++] = element;
    }

    /** The attribute read before; null if there is none. */
    @Nullable Element find(int tag) {
        if (sorted) {
            var low = 0;
            var high = count - 1;
            while (low <= high) {
                var middle = (low + high) >>> 1;
                var order = Integer.compareUnsigned(elements[middle].number(), tag);
                if (order == 0) {
                    return elements[middle];
                }
                low = order < 0 ? middle + 1 : low;
                high = order < 0 ? high : middle - 1;
            }
            return null;
        }
        // A bound for hostile input: creators stand shortly before what they reserve.
        for (var i = count - 1; i >= Math.max(0, count - 1000); i--) {
            if (elements[i].number() == tag) {
                return elements[i];
            }
        }
        return null;
    }

    DataSet build(CharacterSet set, int form, @Nullable Span span, Reading reading) {
        var all = count == 0 ? NONE : Arrays.copyOf(elements, count);
        if (!sorted) {
            Arrays.sort(
                    all,
                    Comparator.comparing(Element::number, (a, b) -> Integer.compareUnsigned(a, b)));
            all = lastOfEach(all, reading);
        }
        return new DataSet(all, set, form, span);
    }

    private static Element[] lastOfEach(Element[] all, Reading reading) {
        var kept = 0;
        for (var i = 0; i < all.length; i++) {
            if (i + 1 < all.length && all[i].number() == all[i + 1].number()) {
                reading.warn(
                        Rule.DUPLICATE,
                        all[i].number(),
                        all[i].start(),
                        "the attribute stands twice; the last one counts");
            } else {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }
}
