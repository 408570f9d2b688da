package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.pixels.Rendering;
import io.meridian.dicom.pixels.View;
import io.meridian.dicom.pixels.VoiLut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One frame as a picture. */
@Command(
        name = "render",
        description = "Write a frame as PNG or JPEG: look-up tables, window and overlays applied.",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Runnable {
    private static final double QUALITY = 0.9;

    @Parameters(paramLabel = "FILE", description = "a DICOM file")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "the picture: its name ends in .png, .jpg or .jpeg")
    private Path out = Path.of("");

    @Option(
            names = "--frame",
            paramLabel = "N",
            defaultValue = "1",
            description = "which frame, from 1; default: ${DEFAULT-VALUE}")
    private int frame = 1;

    @Option(
            names = "--window",
            paramLabel = "CENTER,WIDTH",
            description = "this window instead of the object's")
    private @Nullable String window;

    @Option(
            names = "--voi",
            paramLabel = "N",
            defaultValue = "1",
            description = "which of the object's VOI LUTs or windows, from 1")
    private int choice = 1;

    @Option(names = "--overlays", description = "draw the overlay planes")
    private boolean overlays;

    @Override
    public void run() {
        try {
            var image = Rendering.image(Frames.of(DicomFiles.open(file)), frame - 1, view());
            var bytes = isJpeg() ? Rendering.jpeg(image, QUALITY) : Rendering.png(image);
            Files.write(out, bytes);
            System.out.printf("%s: %d x %d%n", out, image.getWidth(), image.getHeight());
        } catch (IOException e) {
            throw new CommandException("%s cannot be written".formatted(out), e);
        } catch (DicomException e) {
            throw new CommandException(
                    "%s cannot be rendered: %s".formatted(file, e.getMessage()), e);
        }
    }

    private View view() {
        var view = View.DEFAULT.withChoice(choice - 1);
        if (window != null) {
            view = view.withWindow(window(window));
        }
        return overlays ? view.withOverlays() : view;
    }

    private static VoiLut window(String text) {
        var parts = text.split(",", -1);
        try {
            if (parts.length == 2) {
                return VoiLut.Window.of(
                        Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new CommandException(
                "--window must be CENTER,WIDTH with a width of at least 1, for instance 40,400; it is "
                        + text);
    }

    private boolean isJpeg() {
        var name = out.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".jpg") && !name.endsWith(".jpeg")) {
            throw new CommandException("--out must end in .png, .jpg or .jpeg");
        }
        return !name.endsWith(".png");
    }
}
