package io.meridian.cli.site;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new edge's policy admits of what a hub asks; nothing that is not named. */
final class AdmitOptions {
    @Option(
            names = "--admit-jobs",
            paramLabel = "PATTERN",
            description = "names of training jobs, for instance 'chest-*'; may be repeated")
    private List<String> jobs = List.of();

    @Option(
            names = "--admit-networks",
            paramLabel = "PATTERN",
            description =
                    "networks that may be trained, for instance small-resnet; may be repeated")
    private List<String> networks = List.of();

    @Option(
            names = "--admit-datasets",
            paramLabel = "PATTERN",
            description = "data sets for jobs and validations; may be repeated")
    private List<String> datasets = List.of();

    @Option(
            names = "--max-epochs",
            paramLabel = "N",
            defaultValue = "50",
            description = "the most epochs that a round may train; default: ${DEFAULT-VALUE}")
    private int maxEpochs;

    @Option(
            names = "--admit-channels",
            paramLabel = "CHANNEL",
            description =
                    "releases that may run: research, shadow, trial or clinical; may be repeated")
    private List<String> channels = List.of();

    @Option(
            names = "--case-score-agreement",
            paramLabel = "NAME",
            description = "the agreement under which scores of single cases may leave")
    private @Nullable String agreement;

    List<String> arguments() {
        var all = new ArrayList<String>();
        jobs.forEach(each -> all.addAll(List.of("--admit-jobs", each)));
        networks.forEach(each -> all.addAll(List.of("--admit-networks", each)));
        datasets.forEach(each -> all.addAll(List.of("--admit-datasets", each)));
        channels.forEach(each -> all.addAll(List.of("--admit-channels", each)));
        all.addAll(List.of("--max-epochs", Integer.toString(maxEpochs)));
        if (agreement != null) {
            all.addAll(List.of("--case-score-agreement", agreement));
        }
        return all;
    }
}
