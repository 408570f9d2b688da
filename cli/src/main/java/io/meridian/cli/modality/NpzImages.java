package io.meridian.cli.modality;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.model.ModelException;
import io.meridian.model.numpy.ByteArray;
import io.meridian.model.numpy.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns an archive in MedMNIST's layout ({@code train_images}, {@code train_labels}, {@code val_*},
 * {@code test_*}) into Secondary Capture objects, one study each. Every image of the archive
 * becomes one object; the same archive gives the same bytes.
 */
public final class NpzImages {
    private static final int MOST_PIXELS = 1 << 22;

    private final String findingOfZero;
    private final String findingOfOne;

    /** Names what the labels 0 and 1 mean. */
    public NpzImages(String findingOfZero, String findingOfOne) {
        this.findingOfZero = findingOfZero;
        this.findingOfOne = findingOfOne;
    }

    private record Part(String prefix, String split) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("train", "train"),
                    new Part("val", "validation"),
                    new Part("test", "test"));

    private record Arrays(Part part, ByteArray images, ByteArray labels) {}

    /** Writes every image below the folder and returns them with their labels and splits. */
    public List<LabelledImage> write(Path npz, Path folder) {
        var written = new ArrayList<LabelledImage>();
        try {
            var parts = read(npz);
            var study = SecondaryCapture.ofArchive(Files.readAllBytes(npz));
            for (var arrays : parts) {
                var below = Files.createDirectories(folder.resolve(arrays.part().split()));
                for (var i = 0; i < arrays.images().length(); i++) {
                    written.add(write(arrays, i, study, below));
                }
            }
        } catch (IOException e) {
            throw new CommandException(
                    "%s cannot be turned into DICOM files: %s".formatted(npz, e.getMessage()), e);
        }
        return List.copyOf(written);
    }

    /** Reads and checks all arrays before anything is written. */
    private List<Arrays> read(Path npz) throws IOException {
        if (!Files.isReadable(npz)) {
            throw new CommandException("the file %s cannot be read".formatted(npz));
        }
        try (var archive = NpzFile.open(npz)) {
            var parts = new ArrayList<Arrays>();
            for (var part : PARTS) {
                var images = archive.bytes(part.prefix() + "_images");
                var labels = archive.bytes(part.prefix() + "_labels");
                check(part, images, labels);
                parts.add(new Arrays(part, images, labels));
            }
            return parts;
        } catch (ModelException e) {
            throw new CommandException("%s cannot be used: %s".formatted(npz, e.getMessage()), e);
        }
    }

    private static void check(Part part, ByteArray images, ByteArray labels) {
        var shape = images.shape();
        if (shape.size() != 3
                || images.length() == 0
                || (long) shape.get(1) * shape.get(2) > MOST_PIXELS) {
            throw new CommandException(
                    "%s_images must hold grey images as (count, rows, columns) with at most %d pixels each; its shape is %s"
                            .formatted(part.prefix(), MOST_PIXELS, shape));
        }
        if (labels.length() != images.length() || labels.values().length != images.length()) {
            throw new CommandException(
                    "%s_labels must hold one label for each of the %d images; its shape is %s"
                            .formatted(part.prefix(), images.length(), labels.shape()));
        }
        for (var label : labels.values()) {
            if (label != 0 && label != 1) {
                throw new CommandException(
                        "%s_labels must hold only 0 and 1; it holds %d"
                                .formatted(part.prefix(), label & 0xff));
            }
        }
    }

    private LabelledImage write(Arrays arrays, int index, SecondaryCapture study, Path folder)
            throws IOException {
        var shape = arrays.images().shape();
        var object =
                study.object(
                        arrays.part().split() + "/" + index,
                        shape.get(1),
                        shape.get(2),
                        arrays.images().get(index));
        var file = folder.resolve("%s-%05d.dcm".formatted(arrays.part().split(), index));
        Part10.write(DicomFile.of(object, TransferSyntax.EXPLICIT_LITTLE), file);
        return new LabelledImage(
                file,
                object.first(io.meridian.dicom.Tags.SOPInstanceUID),
                arrays.labels().values()[index] == 1 ? findingOfOne : findingOfZero,
                arrays.part().split());
    }
}
