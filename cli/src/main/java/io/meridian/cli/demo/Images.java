package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.modality.LabelledFolder;
import io.meridian.cli.modality.LabelledFolder.Member;
import io.meridian.cli.modality.LabelledImage;
import io.meridian.cli.modality.NpzImages;
import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.phantom.PhantomOrder;
import io.meridian.cli.phantom.Phantoms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Where a demo's images come from: phantoms, an npz archive, or a folder of DICOM files. */
final class Images {
    private static final int PHANTOMS_PER_SITE = 240;
    private static final int NAMED_PHANTOMS = 3;
    private static final int NEW_STUDIES_PER_SITE = 12;
    private static final int FIRST_NEW_PATIENT = 500_001;

    /** Uneven enough to be seen, even enough that every hospital has both findings. */
    private static final double ALPHA = 2;

    private final DemoSettings settings;
    private final Path folder;

    private Images(DemoSettings settings) {
        this.settings = settings;
        this.folder = settings.home().resolve("images");
    }

    /**
     * The images of one demo; the n-th list is the n-th hospital's.
     *
     * @param forTraining with labels; training, validation and test
     * @param forInference new studies, one image each, of patients who are not among the others
     * @param splitUnit subject or image: whose images are never on both sides of a split
     */
    record Supply(
            List<List<LabelledImage>> forTraining,
            List<List<LabelledImage>> forInference,
            String splitUnit) {
        Supply {
            forTraining = forTraining.stream().map(List::copyOf).toList();
            forInference = forInference.stream().map(List::copyOf).toList();
        }

        static Supply of(DemoSettings settings, Story story) {
            var images = new Images(settings);
            var data = settings.data();
            var supply =
                    data == null
                            ? images.phantoms(story)
                            : Files.isDirectory(data)
                                    ? images.folder(data, story)
                                    : images.npz(data, story);
            for (var site = 0; site < settings.sites(); site++) {
                if (supply.forTraining().get(site).isEmpty()
                        || supply.forInference().get(site).isEmpty()) {
                    throw new CommandException(
                            "there are too few images for %d hospitals; give more images or fewer --sites"
                                    .formatted(settings.sites()));
                }
            }
            return supply;
        }
    }

    private Supply phantoms(Story story) {
        var training = new ArrayList<List<LabelledImage>>();
        var inference = new ArrayList<List<LabelledImage>>();
        for (var number = 1; number <= settings.sites(); number++) {
            story.progress("making phantoms for hospital %d".formatted(number));
            var hospital = PhantomHospital.of(number);
            training.add(
                    Phantoms.write(
                            new PhantomOrder(
                                    hospital,
                                    PHANTOMS_PER_SITE,
                                    settings.seed(),
                                    1,
                                    NAMED_PHANTOMS,
                                    1),
                            folder.resolve("hospital-" + number)));
            inference.add(
                    Phantoms.write(
                            new PhantomOrder(
                                    hospital,
                                    NEW_STUDIES_PER_SITE,
                                    settings.seed(),
                                    FIRST_NEW_PATIENT,
                                    0,
                                    0),
                            folder.resolve("new-" + number)));
        }
        story.fact(
                "images: phantoms of invented patients, %d for each hospital; %d with the name in the pixels and one broken",
                PHANTOMS_PER_SITE, NAMED_PHANTOMS);
        return new Supply(training, inference, "subject");
    }

    private Supply npz(Path archive, Story story) {
        story.progress("turning %s into DICOM objects".formatted(archive.getFileName()));
        var all =
                new NpzImages(Phantoms.NO_FINDING, Phantoms.FINDING)
                        .write(archive, folder.resolve("archive"));
        var perSite =
                new Dirichlet(ALPHA, settings.seed())
                        .divide(all, settings.sites(), LabelledImage::label, LabelledImage::split);
        story.fact(
                "images: %d of %s as Secondary Capture; nothing is known about their subjects, so splits are by image",
                all.size(), archive.getFileName());
        tell(perSite, story);
        return new Supply(perSite, newStudies(perSite), "image");
    }

    private Supply folder(Path data, Story story) {
        var read = LabelledFolder.read(data);
        var bySubject = new LinkedHashMap<String, List<Member>>();
        for (var member : read.images()) {
            var whose =
                    member.subject().isEmpty() ? member.image().sopInstanceUid() : member.subject();
            bySubject.computeIfAbsent(whose, _ -> new ArrayList<>()).add(member);
        }
        // One person's images stay at one hospital.
        var perSite =
                new Dirichlet(ALPHA, settings.seed())
                                .divide(
                                        List.copyOf(bySubject.values()),
                                        settings.sites(),
                                        group -> group.getFirst().image().label(),
                                        group -> group.getFirst().image().split())
                                .stream()
                                .map(groups ->
                                        groups.stream()
                                                .flatMap(List::stream)
                                                .map(Member::image)
                                                .toList())
                                .toList();
        var unit = read.knowsSubjects() ? "subject" : "image";
        story.fact(
                "images: %d DICOM files of %s; splits are by %s",
                read.images().size(), data.getFileName(), unit);
        tell(perSite, story);
        return new Supply(perSite, newStudies(perSite), unit);
    }

    private static void tell(List<List<LabelledImage>> perSite, Story story) {
        for (var site = 0; site < perSite.size(); site++) {
            var images = perSite.get(site);
            var positive =
                    images.stream().filter(image -> image.label().equals(Phantoms.FINDING)).count();
            story.fact(
                    "  hospital %d gets %d images, %.0f %% with %s",
                    site + 1,
                    images.size(),
                    images.isEmpty() ? 0 : 100.0 * positive / images.size(),
                    Phantoms.FINDING);
        }
    }

    /** From the test images where a split is declared, else from any labelled ones. */
    private List<List<LabelledImage>> newStudies(List<List<LabelledImage>> perSite) {
        var studies = new ArrayList<List<LabelledImage>>();
        for (var site = 0; site < perSite.size(); site++) {
            var labelled =
                    perSite.get(site).stream().filter(image -> !image.label().isEmpty()).toList();
            var heldOut = labelled.stream().filter(image -> image.split().equals("test")).toList();
            var from = heldOut.isEmpty() ? labelled : heldOut;
            studies.add(
                    new NewStudies(settings.seed(), site + 1)
                            .write(spread(from), folder.resolve("new-" + (site + 1))));
        }
        return studies;
    }

    /** A few, evenly from the whole list, so that both findings are among them. */
    private static List<LabelledImage> spread(List<LabelledImage> images) {
        var count = Math.min(NEW_STUDIES_PER_SITE, images.size());
        var chosen = new ArrayList<LabelledImage>();
        for (var i = 0; i < count; i++) {
            chosen.add(images.get((int) ((long) i * images.size() / count)));
        }
        return chosen;
    }
}
