package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.query.QueryLevel;
import io.meridian.dicom.network.query.QueryModel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that make an identifier of a query or retrieval; shared by commands. */
final class Query {
    private static final Pattern TAG = Pattern.compile("([0-9A-Fa-f]{4}),?([0-9A-Fa-f]{4})");

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "STUDY_ROOT",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private QueryModel model = QueryModel.STUDY_ROOT;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "STUDY",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private QueryLevel level = QueryLevel.STUDY;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "ATTRIBUTE[=VALUE]",
            description = {
                "a keyword or tag and what it must match (wild cards, ranges, lists of UIDs);",
                "without a value it is only asked for; repeatable"
            })
    private List<String> keys = new ArrayList<>();

    QueryModel model() {
        return model;
    }

    /** The keys with the level; text in UTF-8. */
    DataSet identifier() {
        return keys(DataSet.builder()).text(QueryLevel.QUERY_RETRIEVE_LEVEL, level.name()).build();
    }

    /** The keys alone, as a worklist wants them. */
    DataSet keys() {
        return keys(DataSet.builder()).build();
    }

    private DataSet.Builder keys(DataSet.Builder identifier) {
        if (keys.stream().anyMatch(key -> !key.chars().allMatch(each -> each < 0x80))) {
            identifier.characterSet(CharacterSet.UTF_8);
        }
        for (var key : keys) {
            var at = key.indexOf('=');
            var tag = tag(at < 0 ? key : key.substring(0, at));
            var vr = Dictionary.standard().vr(tag);
            if (vr == Vr.SQ) {
                throw new CommandException("--key takes no sequence; %s is one".formatted(key));
            }
            if (at < 0) {
                identifier.bytes(tag, vr, new byte[0]);
            } else {
                identifier.text(tag, vr, key.substring(at + 1));
            }
        }
        return identifier;
    }

    private static Tag tag(String name) {
        var digits = TAG.matcher(name);
        if (digits.matches()) {
            return Tag.of(
                    Integer.parseInt(digits.group(1), 16), Integer.parseInt(digits.group(2), 16));
        }
        return Dictionary.standard()
                .tag(name)
                .orElseThrow(() ->
                        new CommandException(
                                "--key %s is no keyword of the standard and no tag such as 0010,0020"
                                        .formatted(name)));
    }
}
