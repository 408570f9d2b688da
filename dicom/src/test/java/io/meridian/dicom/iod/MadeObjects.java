package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Objects made for tests: whatever is required, with values that are allowed and mean nothing. */
final class MadeObjects {
    private static final int MOST_ROUNDS = 80;
    private static final Pattern PERMITTED =
            Pattern.compile(
                    "(?:value (\\d+): )?(?:enumerated values are|defined terms are) ([^,]*?)(?:,.*| where .*)?");

    private MadeObjects() {}

    /** An object of a SOP class: grows until the validator misses nothing. */
    static DataSet of(String sopClass) {
        var dataSet =
                DataSet.builder()
                        .text(Tags.SOPClassUID, sopClass)
                        .text(Tags.SOPInstanceUID, "1.2.3.4.5")
                        .build();
        for (var round = 0; round < MOST_ROUNDS; round++) {
            var before = dataSet;
            var mended = new HashSet<TagPath>();
            for (var finding : Validator.standard().validate(dataSet)) {
                // One conditional attribute of an item at a time: it may make others needless.
                var alone = finding.text().contains("C, ");
                if (!alone || mended.add(parent(finding.path()))) {
                    dataSet = mended(dataSet, finding);
                }
            }
            if (dataSet.equals(before)) {
                break;
            }
        }
        return dataSet;
    }

    private static TagPath parent(TagPath path) {
        return new TagPath(path.steps().subList(0, Math.max(0, path.steps().size() - 1)));
    }

    private static DataSet mended(DataSet dataSet, Finding finding) {
        if (finding.severity() == Severity.NOTE && finding.rule() != Rule.TERM) {
            return dataSet;
        }
        var path = finding.path();
        return switch (finding.rule()) {
            case MISSING, EMPTY -> set(dataSet, path, made(path.steps().getLast().tag()));
            case ENUMERATED, TERM -> permitted(dataSet, path, finding.text());
            case NOT_ALLOWED -> remove(dataSet, path);
            case MULTIPLICITY -> set(dataSet, path, made(path.steps().getLast().tag()));
            default -> dataSet;
        };
    }

    private static DataSet permitted(DataSet dataSet, TagPath path, String text) {
        var match = PERMITTED.matcher(text);
        if (!match.matches()) {
            return dataSet;
        }
        var tag = path.steps().getLast().tag();
        var at = match.group(1) == null ? -1 : Integer.parseInt(match.group(1)) - 1;
        return at(
                dataSet,
                path,
                item -> {
                    var element = item.get(tag).orElse(null);
                    if (element == null) {
                        return item;
                    }
                    if (element.vr() == Vr.AT) {
                        return item.toBuilder().put(pointer(tag, match.group(2))).build();
                    }
                    if (!element.vr().isString()) {
                        return element.vr() == Vr.US
                                ? item.toBuilder()
                                        .numbers(tag, Double.parseDouble(match.group(2)))
                                        .build()
                                : item;
                    }
                    var values = new ArrayList<>(item.texts(tag));
                    if (at < 0) {
                        Collections.fill(values, match.group(2));
                    } else if (at < values.size()) {
                        values.set(at, match.group(2));
                    }
                    return item.toBuilder()
                            .text(tag, element.vr(), values.toArray(String[]::new))
                            .build();
                });
    }

    private static Element pointer(Tag tag, String digits) {
        var other = new Tag(Integer.parseUnsignedInt(digits, 16));
        var bytes = new byte[4];
        java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putShort((short) other.group())
                .putShort((short) other.element());
        return Element.of(tag, Vr.AT, bytes);
    }

    static Element made(Tag tag) {
        var entry = Dictionary.standard().entry(tag);
        var vr = entry.map(Dictionary.Entry::vr).orElse(Vr.UN);
        var count = Math.max(1, entry.map(e -> Multiplicity.of(e.vm()).least()).orElse(1));
        var text =
                switch (vr) {
                    case AS -> "030Y";
                    case DA -> "20200101";
                    case TM -> "120000";
                    case DT -> "20200101120000";
                    case DS, IS -> "1";
                    case UI -> "1.2.3.4";
                    case PN -> "Doe^Jane";
                    case UR -> "http://a/";
                    default -> "A";
                };
        var values = new String[count];
        Arrays.fill(values, text);
        if (vr == Vr.SQ) {
            return Element.sequence(tag, List.of(DataSet.EMPTY));
        }
        if (vr.isString()) {
            return DataSet.builder().text(tag, vr, values).build().get(tag).orElseThrow();
        }
        var size = vr == Vr.AT ? 4 : vr.unit();
        var bytes = new byte[Math.max(2, size * count)];
        for (var i = 0; i < count; i++) {
            switch (vr) {
                case AT -> {
                    // FrameTime (0018,1063): a pointer to nothing makes dciodvfy stop.
                    bytes[i * size] = 0x18;
                    bytes[i * size + 2] = 0x63;
                    bytes[i * size + 3] = 0x10;
                }
                case US, SS, UL, SL, UV, SV, OW -> bytes[i * size] = 1;
                case FD -> bytes[i * size + 6] = (byte) 0xF0;
                case FL -> bytes[i * size + 2] = (byte) 0x80;
                default -> {}
            }
            if (vr == Vr.FD || vr == Vr.FL) {
                bytes[i * size + size - 1] = 0x3F;
            }
        }
        return Element.of(tag, vr, bytes);
    }

    static DataSet set(DataSet dataSet, TagPath path, Element element) {
        return at(dataSet, path, item -> item.toBuilder().put(element).build());
    }

    static DataSet remove(DataSet dataSet, TagPath path) {
        var tag = path.steps().getLast().tag();
        return at(dataSet, path, item -> item.toBuilder().remove(tag).build());
    }

    /** Changes the data set or item that holds the attribute at a path. */
    static DataSet at(DataSet dataSet, TagPath path, UnaryOperator<DataSet> change) {
        if (path.steps().size() == 1) {
            return change.apply(dataSet);
        }
        var step = path.steps().getFirst();
        var items = new ArrayList<>(dataSet.items(step.tag()));
        if (step.item() < 0 || step.item() >= items.size()) {
            return dataSet;
        }
        var rest = new TagPath(path.steps().subList(1, path.steps().size()));
        items.set(step.item(), at(items.get(step.item()), rest, change));
        return dataSet.toBuilder().put(Element.sequence(step.tag(), items)).build();
    }
}
