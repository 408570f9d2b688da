package io.meridian.cli.demo;

import io.meridian.cli.demo.Images.Supply;
import java.util.ArrayList;

/**
 * The main job in order. Each chapter is a class of its own that uses the same APIs and commands as
 * any user; this one only strings them together.
 */
final class Demo implements AutoCloseable {
    private final DemoSettings settings;
    private final Story story;
    private final DemoReport report = new DemoReport();
    private final Platform platform;

    Demo(DemoSettings settings, Story story) {
        this.settings = settings;
        this.story = story;
        this.platform = new Platform(settings.home(), story);
    }

    DemoReport run() {
        story.line("Meridian: one hub, %d hospitals, on this machine.".formatted(settings.sites()));
        var supply = Supply.of(settings, story);

        story.chapter(
                1, "Enrol: the hub and the hospitals start; each hospital gets its certificate");
        platform.start(settings.sites());
        report.sites = settings.sites();

        story.chapter(
                2, "Acquire: modalities send images to their hospital as DICOM over the network");
        var acquisition = new Acquisition(platform, story);
        acquisition.send(supply.forTraining());
        acquisition.provokeRefusals(supply);
        acquisition.awaitResearchZone();

        story.chapter(3, "Govern: quarantine, de-identification, checks, labels, frozen versions");
        new Governing(platform, story, report).run(supply);

        story.chapter(4, "Train: the hospitals learn together; no image leaves a hospital");
        var packages = new Training(platform, story, report, settings, supply).run();

        story.chapter(5, "Validate: on images that no one trained on");
        var validation = new Validation(platform, story, report).run(packages);

        story.chapter(6, "Release and roll out: signed, fetched by digest, verified, admitted");
        new Rollout(platform, story, report).run(packages, validation);

        story.chapter(7, "Infer: new studies arrive; edges answer, also while the hub is off");
        new Inference(platform, story, report, acquisition).run(supply);

        story.chapter(8, "Review: doctors agree or correct");
        var reviewed = new Reviewing(platform, story, report).run();

        story.chapter(9, "Answer: where does this result come from?");
        new Answer(story, report).run(reviewed);

        report.seconds = Math.round(story.seconds() * 10) / 10.0;
        story.line("");
        story.fact("the whole job took %.0f s", report.seconds);
        return report;
    }

    /** Leaves the platform up, says where its pages are, and waits until the user ends it. */
    void stay() {
        platform.writeAddresses();
        story.line("");
        story.line("Meridian stays up. Open in a browser (accounts were made for this demo):");
        var lines = new ArrayList<String>();
        lines.add("  hub        %s  %s".formatted(platform.hub().base(), platform.hubAccounts()));
        platform.edges()
                .forEach(edge ->
                        lines.add(
                                "  %-10s %s  %s"
                                        .formatted(edge.site(), edge.address(), edge.accounts())));
        lines.forEach(story::line);
        story.line("Press Ctrl-C to stop everything.");
        platform.join();
    }

    @Override
    public void close() {
        platform.close();
    }
}
