package io.meridian.dicom.iod;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Vr;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.testing.Peers;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What dciodvfy says of a file, in our terms. */
final class Dciodvfy {
    private static final Pattern LINE = Pattern.compile("^Error - </([^>]*)> - (.*)$");
    private static final Pattern STEP =
            Pattern.compile(
                    "\\(([0-9a-fA-F]{4}),([0-9a-fA-F]{4})(?:,\"[^\"]*\")?\\)(?:\\[(\\d+)])?(/|$)");

    /** One error that it found. */
    record Complaint(Rule rule, TagPath path) {}

    private Dciodvfy() {}

    /**
     * All that it says.
     *
     * @param finished it read the whole object and found an IOD for it
     */
    record Report(boolean finished, Set<Complaint> errors) {}

    static Report read(Path file) {
        var errors = new LinkedHashSet<Complaint>();
        var output = Peers.runProgram("dciodvfy", "-new", file.toString());
        var text = output.text();
        var finished =
                output.exit() < 128
                        && !text.contains("Dicom dataset read failed")
                        && !text.contains("Information Object Not found");
        text.lines()
                .forEach(line -> {
                    var match = LINE.matcher(line);
                    if (match.matches()) {
                        rule(match.group(2))
                                .ifPresent(rule -> errors.add(complaint(rule, match.group(1))));
                    }
                });
        return new Report(finished, errors);
    }

    /** A wrong number of items is said twice there. */
    private static Complaint complaint(Rule rule, String text) {
        var path = path(text);
        var sequence =
                Dictionary.standard().vr(path.steps().getLast().tag()) == Vr.SQ
                        && rule == Rule.MULTIPLICITY;
        return new Complaint(sequence ? Rule.ITEMS : rule, path);
    }

    private static Optional<Rule> rule(String text) {
        if (text.startsWith("Missing attribute ")) {
            return Optional.of(Rule.MISSING);
        }
        if (text.startsWith("Empty attribute ")
                || text.startsWith("Attribute present but empty ")) {
            return Optional.of(Rule.EMPTY);
        }
        if (text.startsWith("Attribute present when condition unsatisfied")) {
            return Optional.of(Rule.NOT_ALLOWED);
        }
        if (text.startsWith("Unrecognized enumerated value")) {
            return Optional.of(Rule.ENUMERATED);
        }
        if (text.startsWith("Bad Sequence number of Items")) {
            return Optional.of(Rule.ITEMS);
        }
        if (text.startsWith("Bad attribute Value Multiplicity")
                || text.startsWith("Bad Value Multiplicity")) {
            return Optional.of(Rule.MULTIPLICITY);
        }
        return text.startsWith("Value invalid for this VR")
                ? Optional.of(Rule.FORM)
                : Optional.empty();
    }

    /** The last number in brackets is that of a value, unless an attribute is missing below. */
    private static TagPath path(String text) {
        var path = TagPath.ROOT;
        var step = STEP.matcher(text);
        while (step.find()) {
            var tag = new Tag(Integer.parseUnsignedInt(step.group(1) + step.group(2), 16));
            var last = step.group(4).isEmpty();
            path =
                    last || step.group(3) == null
                            ? path.attribute(tag)
                            : path.item(tag, Integer.parseInt(step.group(3)) - 1);
        }
        return path;
    }
}
