package io.meridian.cli.phantom;

import io.meridian.cli.modality.Folders;
import io.meridian.cli.modality.LabelledFolder;
import io.meridian.cli.modality.Labels;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Generates chest-radiograph-like phantoms of invented patients. */
@Command(
        name = "phantom",
        description = {
            "Make chest-radiograph-like phantoms of invented patients as DICOM files.",
            "DX objects with Chinese names in GB18030, and labels.csv. The same options give the",
            "same bytes."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PhantomCommand implements Runnable {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "an empty or new folder")
    private Path out = Path.of("");

    @Option(
            names = "--count",
            defaultValue = "240",
            description = "number of sound images, 1 to 100000; default: ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "of everything drawn; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--hospital",
            defaultValue = "1",
            description = "which hospital's device and patients, 1 to 8; default: ${DEFAULT-VALUE}")
    private int hospital;

    @Option(
            names = "--first-patient",
            defaultValue = "1",
            description = "number of the first patient; default: ${DEFAULT-VALUE}")
    private int firstPatient;

    @Option(
            names = "--burned-in",
            defaultValue = "0",
            description = "how many images have the name in the pixels; default: ${DEFAULT-VALUE}")
    private int burnedIn;

    @Option(
            names = "--malformed",
            defaultValue = "0",
            description =
                    "how many objects with cut-off pixels come on top; default: ${DEFAULT-VALUE}")
    private int malformed;

    @Option(names = "--size", description = "rows and columns in pixels, 64 to 1024; default: 192")
    private @Nullable Integer size;

    @Option(
            names = "--prevalence",
            description = "share of patients with an opacity, 0 to 1; default: the hospital's")
    private @Nullable Double prevalence;

    @Option(names = "--noise", description = "of the detector, 0 to 0.2; default: the hospital's")
    private @Nullable Double noise;

    @Option(names = "--contrast", description = "of the lungs, 0.3 to 1.5; default: the hospital's")
    private @Nullable Double contrast;

    @Option(names = "--opacity", description = "of the finding, 0.05 to 1; default: the hospital's")
    private @Nullable Double opacity;

    @Override
    public void run() {
        var place = PhantomHospital.of(hospital);
        var its = place.settings();
        var settings =
                new PhantomSettings(
                        size == null ? its.size() : size,
                        prevalence == null ? its.prevalence() : prevalence,
                        noise == null ? its.noise() : noise,
                        contrast == null ? its.contrast() : contrast,
                        opacity == null ? its.opacity() : opacity);
        var order =
                new PhantomOrder(
                        place.with(settings), count, seed, firstPatient, burnedIn, malformed);
        Folders.makeEmpty("--out", out);
        var images = Phantoms.write(order, out);
        Labels.write(out.resolve(LabelledFolder.LABELS), images);
        System.out.printf("%d objects and %s in %s%n", images.size(), LabelledFolder.LABELS, out);
    }
}
