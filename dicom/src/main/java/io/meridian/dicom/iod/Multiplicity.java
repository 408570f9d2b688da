package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import java.util.regex.Pattern;

/**
 * How many values an attribute may have (PS3.5 section 6.4).
 *
 * @param most no limit if it is {@link Integer#MAX_VALUE}
 * @param step the number is a multiple of it
 */
record Multiplicity(int least, int most, int step) {
    private static final Pattern SYNTAX = Pattern.compile("(\\d+)(?:-(\\d*)(n?))?");

    /** From the standard's notation: 1, 1-3, 1-n, 2-2n. */
    static Multiplicity of(String text) {
        if (text.equals("n")) {
            return new Multiplicity(0, Integer.MAX_VALUE, 1);
        }
        var match = SYNTAX.matcher(text.split(" or ", 2)[0].strip());
        if (!match.matches()) {
            throw new IllegalStateException("a multiplicity is not understood: " + text);
        }
        var least = Integer.parseInt(match.group(1));
        if (match.group(2) == null) {
            return new Multiplicity(least, least, 1);
        }
        var unbounded = !match.group(3).isEmpty();
        var number = match.group(2).isEmpty() ? 1 : Integer.parseInt(match.group(2));
        return unbounded
                ? new Multiplicity(least, Integer.MAX_VALUE, number)
                : new Multiplicity(least, number, 1);
    }

    boolean allows(int count) {
        return count >= least && count <= most && count % step == 0;
    }

    /** Number of values of an element; 1 for a sequence, whose items are no values. */
    static int of(DataSet dataSet, Element element) {
        if (!(element.value() instanceof Element.Value.Bytes(var content))) {
            return 1;
        }
        if (content.length() == 0) {
            return 0;
        }
        var vr = element.vr();
        return switch (vr) {
            case LT, ST, UT, UR, OB, OD, OF, OL, OV, OW, UN, SQ -> 1;
            case AT -> (int) (content.length() / 4);
            default ->
                    vr.isString()
                            ? dataSet.texts(element.tag()).size()
                            : (int) (content.length() / vr.unit());
        };
    }

    @Override
    public String toString() {
        if (least == most) {
            return Integer.toString(least);
        }
        var end = step == 1 ? "n" : step + "n";
        return least + "-" + (most == Integer.MAX_VALUE ? end : Integer.toString(most));
    }
}
