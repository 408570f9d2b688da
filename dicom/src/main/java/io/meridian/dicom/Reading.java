package io.meridian.dicom;

import io.meridian.dicom.Warning.Rule;
import java.util.ArrayList;

/** What goes along while one object is read: where the reader is, what it has counted and seen. */
final class Reading {
    final ReadOptions options;
    final Limits limits;
    final Warnings warnings;
    private final Input input;
    private final int[] tags;
    private final int[] items;
    private int depth;
    private int elements;

    Reading(Input input, ReadOptions options, Warnings warnings) {
        this.input = input;
        this.options = options;
        this.limits = options.limits();
        this.warnings = warnings;
        this.tags = new int[limits.maxDepth() + 2];
        this.items = new int[limits.maxDepth() + 2];
    }

    /** Into a sequence. */
    void enter(int tag) {
        if (depth > limits.maxDepth()) {
            throw tooDeep();
        }
        tags[depth] = tag;
        items[depth] = -1;
        depth++;
    }

    void nextItem() {
        items[depth - 1]++;
        if (depth > limits.maxDepth()) {
            throw tooDeep();
        }
    }

    void leave() {
        depth--;
    }

    int mark() {
        return depth;
    }

    void reset(int mark) {
        depth = mark;
    }

    /** One more attribute, item or fragment. */
    void count() {
        if (++elements > limits.maxElements()) {
            throw new DicomParseException(
                    input.offset(),
                    path(),
                    "an object may have at most %d attributes, items and fragments"
                            .formatted(limits.maxElements()));
        }
    }

    void warn(Rule rule, int tag, String detail) {
        warn(rule, tag, input.offset(), detail);
    }

    void warn(Rule rule, int tag, long offset, String detail) {
        if (warnings.isFull()) {
            warnings.drop();
        } else {
            warnings.add(rule, offset, path(tag), detail);
        }
    }

    /** One about the data set or item that is being read. */
    void warnHere(Rule rule, String detail) {
        if (warnings.isFull()) {
            warnings.drop();
        } else {
            warnings.add(rule, input.offset(), path(), detail);
        }
    }

    void warnVr(int tag, Vr found) {
        if (warnings.isFull()) {
            warnings.drop();
        } else {
            var meant = Dictionary.standard().vr(tag);
            warn(Rule.WRONG_VR, tag, "the VR is %s where %s belongs".formatted(found, meant));
        }
    }

    private DicomParseException tooDeep() {
        return new DicomParseException(
                input.offset(),
                path(),
                "sequences may be nested at most %d deep".formatted(limits.maxDepth()));
    }

    DicomParseException broken(int tag, String rule) {
        return new DicomParseException(
                input.offset(), path(tag), "%s %s".formatted(new Tag(tag), rule));
    }

    TagPath path() {
        return depth == 0 ? TagPath.ROOT : steps(-1, false);
    }

    private TagPath path(int tag) {
        return steps(tag, true);
    }

    private TagPath steps(int tag, boolean attribute) {
        var steps = new ArrayList<TagPath.Step>();
        for (var i = 0; i < depth; i++) {
            steps.add(new TagPath.Step(new Tag(tags[i]), items[i]));
        }
        if (attribute) {
            steps.add(new TagPath.Step(new Tag(tag), -1));
        }
        return new TagPath(steps);
    }
}
