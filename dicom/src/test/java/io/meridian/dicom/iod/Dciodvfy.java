package io.meridian.dicom.iod;

import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
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
            Pattern.compile("\\w*\\(([0-9a-fA-F]{4}),([0-9a-fA-F]{4})\\)(?:\\[(\\d+)])?");

    /** One error. */
    record Error(Rule rule, TagPath path) {}

    private Dciodvfy() {}

    /** Errors of the kinds that both check. */
    static Set<Error> errors(Path file) {
        var errors = new LinkedHashSet<Error>();
        Peers.runProgram("dciodvfy", "-new", file.toString())
                .text()
                .lines()
                .forEach(
                        line -> {
                            var match = LINE.matcher(line);
                            if (match.matches()) {
                                rule(match.group(2))
                                        .ifPresent(
                                                rule ->
                                                        errors.add(
                                                                new Error(
                                                                        rule,
                                                                        path(match.group(1), rule))));
                            }
                        });
        return errors;
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
        return Optional.empty();
    }

    /** The last number in brackets is that of a value, unless an attribute is missing below. */
    static TagPath path(String text, Rule rule) {
        var path = TagPath.ROOT;
        var steps = text.split("/");
        for (var i = 0; i < steps.length; i++) {
            var match = STEP.matcher(steps[i]);
            if (!match.matches()) {
                throw new IllegalArgumentException("no step of a path: " + steps[i]);
            }
            var tag =
                    Tag.of(
                            Integer.parseInt(match.group(1), 16),
                            Integer.parseInt(match.group(2), 16));
            var last = i == steps.length - 1;
            path =
                    last || match.group(3) == null
                            ? path.attribute(tag)
                            : path.item(tag, Integer.parseInt(match.group(3)));
        }
        return path;
    }
}
