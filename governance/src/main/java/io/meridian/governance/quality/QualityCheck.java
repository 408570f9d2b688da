package io.meridian.governance.quality;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.pixels.DecodedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Applies rules to one object. */
public final class QualityCheck {
    private QualityCheck() {}

    /** The rules that the object breaks. */
    public static List<QualityFinding> of(
            QualityRules rules, DataSet dataSet, List<DecodedFrame> frames) {
        var findings = new ArrayList<QualityFinding>();
        for (var rule : rules.rules()) {
            observation(rule, dataSet, frames)
                    .ifPresent(text ->
                            findings.add(new QualityFinding(rule.name(), rule.severity(), text)));
        }
        return findings;
    }

    private static Optional<String> observation(
            QualityRule rule, DataSet dataSet, List<DecodedFrame> frames) {
        return switch (rule) {
            case QualityRule.Required required ->
                    required.tags().stream()
                            .map(Tag::new)
                            .sorted()
                            .filter(tag ->
                                    dataSet.get(tag).isEmpty()
                                            || dataSet.get(tag).orElseThrow().isEmpty())
                            .findFirst()
                            .map("the attribute %s must have a value"::formatted);
            case QualityRule.Size size -> {
                var rows = dataSet.integer(Tags.Rows, 0);
                var columns = dataSet.integer(Tags.Columns, 0);
                yield breaks(
                        Math.min(rows, columns) < size.minimum()
                                || Math.max(rows, columns) > size.maximum(),
                        "rows and columns must lie in %d to %d; the image has %d × %d"
                                .formatted(size.minimum(), size.maximum(), rows, columns));
            }
            case QualityRule.Bits bits -> {
                var stored = dataSet.integer(Tags.BitsStored, 0);
                yield breaks(
                        !bits.stored().contains(stored),
                        "Bits Stored must be one of %s; it is %d"
                                .formatted(bits.stored().stream().sorted().toList(), stored));
            }
            case QualityRule.DistinctValues distinct -> {
                var least = frames.stream().mapToLong(QualityCheck::distinct).min().orElse(0);
                yield breaks(
                        least < distinct.minimum(),
                        "a frame needs at least %d different values; one has %d"
                                .formatted(distinct.minimum(), least));
            }
            case QualityRule.Clipping clipping -> {
                var worst = frames.stream().mapToInt(QualityCheck::clippedPercent).max().orElse(0);
                yield breaks(
                        worst > clipping.maximumPercent(),
                        "at most %d %% of a frame may lie at its least or greatest value; one has %d %%"
                                .formatted(clipping.maximumPercent(), worst));
            }
        };
    }

    private static Optional<String> breaks(boolean broken, String observation) {
        return broken ? Optional.of(observation) : Optional.empty();
    }

    private static long distinct(DecodedFrame frame) {
        return Arrays.stream(frame.values()).distinct().limit(65536).count();
    }

    private static int clippedPercent(DecodedFrame frame) {
        var values = frame.values();
        var least = Integer.MAX_VALUE;
        var greatest = Integer.MIN_VALUE;
        for (var value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        var at = 0;
        for (var value : values) {
            at += value == least || value == greatest ? 1 : 0;
        }
        return (int) (100L * at / values.length);
    }
}
