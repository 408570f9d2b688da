package io.meridian.dicom.dump;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which attributes are shown: all, or those that one of some selectors names. A selector is a tag
 * ({@code 0010,0020}, {@code (0010,0020)} or {@code 00100020}), a keyword, or several of them from
 * the outside in, parted by points; an item's number, from 0, may follow a sequence in brackets. It
 * holds at any depth. What is selected is shown with all that it contains.
 */
public record Selection(List<List<Selector>> selectors) {
    /** Everything. */
    public static final Selection ALL = new Selection(List.of());

    private static final Pattern STEP =
            Pattern.compile("\\(?([0-9A-Fa-f]{4}),?([0-9A-Fa-f]{4})\\)?|([A-Za-z][A-Za-z0-9]*)");
    private static final Pattern ITEM = Pattern.compile("(.*?)(?:\\[(\\d{1,9})])?");

    /**
     * One step of a selector.
     *
     * @param item number of the item from 0; -1 for any
     */
    public record Selector(Tag tag, int item) {}

    public Selection {
        selectors = selectors.stream().map(List::copyOf).toList();
    }

    /**
     * The attributes that these selectors name.
     *
     * @throws IllegalArgumentException if one is no tag, keyword or path of them
     */
    public static Selection of(List<String> selectors) {
        return new Selection(selectors.stream().map(Selection::parsed).toList());
    }

    /** Nothing is left out. */
    public boolean isAll() {
        return selectors.isEmpty();
    }

    /** The attribute at this path, or a sequence around it, is selected. */
    boolean shows(TagPath path) {
        return isAll() || selectors.stream().anyMatch(each -> matches(each, path));
    }

    private static boolean matches(List<Selector> selector, TagPath path) {
        var steps = path.steps();
        for (var from = 0; from + selector.size() <= steps.size(); from++) {
            if (matchesAt(selector, steps.subList(from, from + selector.size()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAt(List<Selector> selector, List<TagPath.Step> steps) {
        for (var i = 0; i < selector.size(); i++) {
            if (!matches(selector.get(i), steps.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Selector selector, TagPath.Step step) {
        return selector.tag().equals(step.tag())
                && (selector.item() < 0 || step.item() < 0 || selector.item() == step.item());
    }

    private static List<Selector> parsed(String text) {
        var steps = new ArrayList<Selector>();
        for (var part : text.split("\\.", -1)) {
            var item = ITEM.matcher(part);
            var step = STEP.matcher(item.matches() ? item.group(1) : part);
            if (!step.matches()) {
                throw new IllegalArgumentException(
                        "a selector is a tag, a keyword or a path of them; this is none: " + text);
            }
            var number = item.group(2) == null ? -1 : Integer.parseInt(item.group(2));
            steps.add(new Selector(tag(step, text), number));
        }
        return steps;
    }

    private static Tag tag(Matcher step, String text) {
        if (step.group(3) == null) {
            return Tag.of(Integer.parseInt(step.group(1), 16), Integer.parseInt(step.group(2), 16));
        }
        return Dictionary.standard()
                .tag(step.group(3))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a selector's keyword is one of PS3.6; this is none: " + text));
    }
}
