package io.meridian.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where an attribute stands: the sequences and items around it, outermost first, then itself. */
public record TagPath(List<Step> steps) {
    /** The data set itself. */
    public static final TagPath ROOT = new TagPath(List.of());

    /**
     * One step down.
     *
     * @param item number of the item, from 1; 0 for the attribute itself
     */
    public record Step(Tag tag, int item) {
        @Override
        public String toString() {
            return item == 0 ? tag.toString() : tag + "[" + item + "]";
        }
    }

    public TagPath {
        steps = List.copyOf(steps);
    }

    public static TagPath of(Tag tag) {
        return ROOT.attribute(tag);
    }

    /** An attribute of the data set or item that this path leads to. */
    public TagPath attribute(Tag tag) {
        return item(tag, 0);
    }

    /** An item, counted from 1, of a sequence of the data set or item that this path leads to. */
    public TagPath item(Tag tag, int item) {
        var all = new ArrayList<>(steps);
        all.add(new Step(tag, item));
        return new TagPath(all);
    }

    /** The path in the DICOM JSON model, items counted from 0 there. */
    public String jsonPointer() {
        return steps.stream()
                .map(step ->
                        "/%08X".formatted(step.tag().value())
                                + (step.item() == 0 ? "" : "/Value/" + (step.item() - 1)))
                .collect(Collectors.joining());
    }

    /** Such as {@code (0008,1199)[1].(0008,1155)}; a point for the data set itself. */
    @Override
    public String toString() {
        return steps.isEmpty()
                ? "."
                : steps.stream().map(Step::toString).collect(Collectors.joining("."));
    }
}
