package io.meridian.federation.job;

import io.meridian.federation.SiteName;
import io.meridian.federation.round.QuorumRule;
import io.meridian.federation.strategy.Local;
import io.meridian.federation.strategy.Strategies;
import io.meridian.federation.strategy.Strategy;
import io.meridian.model.NetworkSpec;
import io.meridian.model.document.Section;
import io.meridian.model.preprocessing.Preprocessing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The schema of the job document. */
final class JobDocument {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String NAME_RULE =
            "must have 1 to 63 lower-case letters, digits and hyphens";
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.-]{0,63}");

    private JobDocument() {}

    static Optional<FederatedJob> job(Section root) {
        String name = root.text("name", NAME, NAME_RULE);
        Task task = task(root.section("task"));
        String dataset = root.text("dataset", NAME, NAME_RULE);
        Optional<NetworkSpec> network = root.section("network").as(NetworkSpec::of);
        Optional<Preprocessing> preprocessing = root.section("preprocessing").as(Preprocessing::of);
        Strategy strategy = Strategies.read(root.section("strategy"));
        Sites sites = sites(root);
        int rounds = (int) root.whole("rounds", 1, 10_000);
        QuorumRule rule = quorum(root, strategy, sites);
        LocalTraining local = local(root.section("local"));
        long seed = root.whole("seed", 0, Integer.MAX_VALUE, 1L);
        double norm =
                root.has("maximumUpdateNorm")
                        ? root.number("maximumUpdateNorm", Double.MIN_NORMAL, 1e12)
                        : Double.POSITIVE_INFINITY;
        int retention = (int) root.whole("retentionDays", 0, 36_500, 30L);
        requirePlain(root);
        if (network.isEmpty() || preprocessing.isEmpty()) {
            return Optional.empty();
        }
        var job =
                new FederatedJob(
                        name,
                        task,
                        dataset,
                        network.get(),
                        preprocessing.get(),
                        strategy,
                        sites,
                        rounds,
                        rule,
                        local,
                        seed,
                        norm,
                        retention);
        requireGraph(root, job);
        return Optional.of(job);
    }

    private static Task task(Section section) {
        return new Task(
                section.choice("type", List.of("binary")),
                section.text(
                        "positive", LABEL, "must name the finding in 1 to 64 letters and digits"));
    }

    private static Sites sites(Section root) {
        List<String> names =
                root.texts("sites", SiteName.SYNTAX, "must be 'all' or a list of sites' names");
        if (names.equals(List.of("all"))) {
            return new Sites.All();
        }
        if (names.isEmpty() && root.has("sites")) {
            root.problem("sites", "must be 'all' or name at least one site");
        }
        if (names.stream().distinct().count() < names.size()) {
            root.problem("sites", "names a site twice; remove one");
        }
        return new Sites.Named(names.stream().map(SiteName::new).toList());
    }

    private static QuorumRule quorum(Section root, Strategy strategy, Sites sites) {
        int quorum = (int) root.whole("quorum", 1, 100_000);
        long seconds = root.whole("deadlineSeconds", 1, 2_592_000);
        Section below = root.optionalSection("belowQuorum");
        String action = below.choice("action", List.of("extend", "fail"), "extend");
        int extensions =
                (int) below.whole("extensions", 1, 1000, (long) QuorumRule.DEFAULT_EXTENSIONS);
        if (sites instanceof Sites.Named(List<SiteName> names)
                && !names.isEmpty()
                && quorum > names.size()) {
            root.problem(
                    "quorum",
                    "must be at most the number of sites, %d; lower it or name more sites"
                            .formatted(names.size()));
        }
        if (quorum < 2 && sites instanceof Sites.All && !(strategy instanceof Local)) {
            root.problem(
                    "quorum",
                    "must be at least 2 where sites are combined, else a round may publish one"
                            + " hospital's own weights; raise it");
        }
        return new QuorumRule(
                quorum, Duration.ofSeconds(seconds), action.equals("extend") ? extensions : 0);
    }

    private static LocalTraining local(Section local) {
        Section changes = local.optionalSection("augmentation");
        return new LocalTraining(
                (int) local.whole("epochs", 1, 1000),
                (int) local.whole("batchSize", 1, 4096),
                local.choice("optimizer", List.of("adamw", "sgd"), "adamw"),
                local.number("learningRate", 1e-9, 10),
                local.number("weightDecay", 0, 1, 0.0),
                new Augmentation(
                        changes.number("shift", 0, 64, 0.0),
                        changes.number("rotateDegrees", 0, 180, 0.0),
                        changes.number("zoom", 0, 0.5, 0.0),
                        changes.number("contrast", 0, 1, 0.0)));
    }

    /** Masked updates cannot be inspected: their jobs need other rules, which come with them. */
    private static void requirePlain(Section root) {
        String form = root.choice("update", List.of("plain", "masked"), "plain");
        if (form.equals("masked")) {
            root.problem("update", "masked updates are not available in this version; use plain");
        }
    }

    private static void requireGraph(Section root, FederatedJob job) {
        try {
            job.graph();
        } catch (RuntimeException e) {
            root.problem("network", "does not fit the preprocessing: " + e.getMessage());
        }
    }
}
