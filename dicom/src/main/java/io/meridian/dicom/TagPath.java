package io.meridian.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where an attribute is: the sequences and items around it, then itself; none is the root. */
public record TagPath(List<Step> steps) {
    public static final TagPath ROOT = new TagPath(List.of());

    private static final int NO_ITEM = -1;

    /**
     * One attribute of a path.
     *
     * @param item from 0; -1 if the path does not go on into an item
     */
    public record Step(Tag tag, int item) {
        @Override
        public String toString() {
            return item < 0 ? tag.toString() : tag + "[" + item + "]";
        }
    }

    public TagPath {
        steps = List.copyOf(steps);
    }

    public static TagPath of(Tag tag) {
        return ROOT.attribute(tag);
    }

    public boolean isRoot() {
        return steps.isEmpty();
    }

    /** An attribute of the data set or item that this path leads to. */
    public TagPath attribute(Tag tag) {
        return item(tag, NO_ITEM);
    }

    /** An item, counted from 0, of a sequence of the data set or item that this path leads to. */
    public TagPath item(Tag tag, int item) {
        var all = new ArrayList<Step>(steps.size() + 1);
        all.addAll(steps);
        all.add(new Step(tag, item));
        return new TagPath(all);
    }

    /** The path in the DICOM JSON model (PS3.18 annex F). */
    public String jsonPointer() {
        return steps.stream()
                .map(step ->
                        "/%08X".formatted(step.tag().value())
                                + (step.item() < 0 ? "" : "/Value/" + step.item()))
                .collect(Collectors.joining());
    }

    /** As dcmtk writes it: {@code (0008,1115)[0].(0008,1155)}. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("."));
    }
}
