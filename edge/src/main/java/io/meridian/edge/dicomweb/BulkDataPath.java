package io.meridian.edge.dicomweb;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.web.DicomWebException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a value stands in a data set, as the last step of an address: {@code 7FE00010}, or {@code
 * 54000100-1-54001010} for that of the first item of a sequence: addresses count from 1.
 */
record BulkDataPath(List<TagPath.Step> steps) {
    private static final Pattern SYNTAX =
            Pattern.compile("([0-9A-F]{8}-[1-9][0-9]{0,5}-){0,16}[0-9A-F]{8}");

    BulkDataPath {
        steps = List.copyOf(steps);
    }

    static BulkDataPath of(TagPath path) {
        return new BulkDataPath(path.steps());
    }

    static BulkDataPath parse(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            throw new DicomWebException.Malformed(
                    "a bulk data address ends in tags and numbers of items");
        }
        var parts = text.split("-", -1);
        var path = TagPath.ROOT;
        for (var at = 0; at < parts.length; at += 2) {
            var tag = new Tag(Integer.parseUnsignedInt(parts[at], 16));
            path =
                    at + 1 < parts.length
                            ? path.item(tag, Integer.parseInt(parts[at + 1]) - 1)
                            : path.attribute(tag);
        }
        return of(path);
    }

    /** The element there, if there is one. */
    Optional<Element> in(DataSet dataSet) {
        var at = dataSet;
        for (var step : steps.subList(0, steps.size() - 1)) {
            var items = at.items(step.tag());
            if (step.item() >= items.size()) {
                return Optional.empty();
            }
            at = items.get(step.item());
        }
        return at.get(steps.getLast().tag());
    }

    /** As an address has it. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step ->
                        "%08X".formatted(step.tag().value())
                                + (step.item() < 0 ? "" : "-" + (step.item() + 1)))
                .collect(Collectors.joining("-"));
    }
}
