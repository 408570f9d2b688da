package io.meridian.cli.demo;

import io.meridian.cli.api.ApiClient;
import io.meridian.cli.serving.LineageTree;
import java.util.Set;
import java.util.stream.Collectors;

/** Chapter 9: the lineage of one result, printed as a tree. */
final class Answer {
    /** What an answer rests on and its hospital must have checked itself. */
    private static final Set<String> PROVEN = Set.of("release", "report", "package", "round");

    private final Story story;
    private final DemoReport report;

    Answer(Story story, DemoReport report) {
        this.story = story;
        this.report = report;
    }

    void run(Reviewing.Reviewed reviewed) {
        var api = reviewed.edge().auditor();
        var reference =
                reviewed.edge()
                        .radiologist()
                        .get("/api/v1/results/" + ApiClient.encode(reviewed.resultId()))
                        .path("reference")
                        .asString();
        var tree =
                LineageTree.of(api.get("/api/v1/lineage?reference=" + ApiClient.encode(reference)));
        tree.print(line -> story.line("         " + line));
        var steps = tree.all().count();
        var verified = tree.all().filter(node -> node.state().equals("verified")).count();
        var elsewhere = tree.all().filter(node -> node.state().equals("held-elsewhere")).count();
        report.lineageVerified = verified + elsewhere == steps && PROVEN.equals(proven(tree));
        story.fact(
                "%d steps: %d verified here, %d held by the hospital that owns them",
                steps, verified, elsewhere);
    }

    private static Set<String> proven(LineageTree tree) {
        return tree.all()
                .filter(node -> node.state().equals("verified"))
                .map(LineageTree::kind)
                .filter(PROVEN::contains)
                .collect(Collectors.toSet());
    }
}
