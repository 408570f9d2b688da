package io.meridian.cli.phantom;

import io.meridian.cli.CommandException;
import io.meridian.cli.modality.LabelledImage;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.DicomUid;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes phantoms of invented patients. Everything is drawn from the seed, the hospital's number and
 * the patient's number alone, so that the same order gives the same bytes and another one gives
 * other people.
 */
public final class Phantoms {
    public static final String FINDING = "pneumonia";
    public static final String NO_FINDING = "normal";

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);
    private static final int MOST_IMAGES = 3;
    private static final int CYCLE = 20;

    private final PhantomOrder order;

    private Phantoms(PhantomOrder order) {
        this.order = order;
    }

    private record View(int patient, int image, String finding, String split, boolean named) {}

    /** Writes an order's files into a folder and returns them with their labels and splits. */
    public static List<LabelledImage> write(PhantomOrder order, Path folder) {
        var phantoms = new Phantoms(order);
        try {
            Files.createDirectories(folder);
            var images =
                    new ArrayList<>(
                            phantoms.views().parallelStream()
                                    .map(view -> phantoms.write(view, folder))
                                    .toList());
            for (var number = 0; number < order.malformed(); number++) {
                images.add(phantoms.writeMalformed(number, folder));
            }
            return List.copyOf(images);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException(
                    "phantoms cannot be written to %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Who has how many images: one to three each; all of a patient's are in one split. */
    private List<View> views() {
        var views = new ArrayList<View>();
        var perFinding = new int[2];
        for (var patient = order.firstPatient(); views.size() < order.count(); patient++) {
            var random = random("patient", patient);
            var diseased = random.nextDouble() < order.hospital().settings().prevalence();
            var images = Math.min(1 + random.nextInt(MOST_IMAGES), order.count() - views.size());
            var split = split(perFinding[diseased ? 1 : 0]++);
            for (var image = 0; image < images; image++) {
                views.add(
                        new View(
                                patient,
                                image,
                                diseased ? FINDING : NO_FINDING,
                                split,
                                isNamed(views.size())));
            }
        }
        return views;
    }

    /** 60 % training, 15 % validation, 25 % test, for each finding in turn. */
    private static String split(int turn) {
        var place = (turn * 7) % CYCLE;
        return place < 12 ? "train" : place < 15 ? "validation" : "test";
    }

    /** Spread evenly over the order. */
    private boolean isNamed(int index) {
        return order.burnedIn() > 0
                && (long) index * order.burnedIn() / order.count()
                        != (index + 1L) * order.burnedIn() / order.count();
    }

    private LabelledImage write(View view, Path folder) {
        var object = object(view.patient(), view.image());
        var image = draw(view.patient(), view.image(), view.finding().equals(FINDING));
        if (view.named()) {
            image.burnIn(object.patient().printed());
        }
        return write(
                object.build(image),
                folder.resolve("dx-%07d-%d.dcm".formatted(view.patient(), view.image() + 1)),
                view.finding(),
                view.split());
    }

    /** An object that says that it is larger than it is, as after a broken transfer. */
    private LabelledImage writeMalformed(int number, Path folder) {
        var patient = order.firstPatient() + order.count() + number;
        var whole = object(patient, 0).build(draw(patient, 0, false));
        var pixels = whole.bytes(Tags.PixelData);
        var cut =
                whole.toBuilder()
                        .bytes(Tags.PixelData, Vr.OW, Arrays.copyOf(pixels, pixels.length / 4 * 2))
                        .build();
        return write(cut, folder.resolve("malformed-%d.dcm".formatted(number + 1)), "", "");
    }

    private static LabelledImage write(DataSet dataSet, Path file, String label, String split) {
        try {
            Part10.write(DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LabelledImage(file, dataSet.first(Tags.SOPInstanceUID), label, split);
    }

    private PhantomImage draw(int patient, int image, boolean diseased) {
        return PhantomImage.draw(
                order.hospital().settings(),
                diseased,
                random("anatomy", patient),
                random("view/" + image, patient));
    }

    private PhantomObject object(int patient, int image) {
        var random = random("visit/" + image, patient);
        return new PhantomObject(
                order.hospital(),
                InventedPatient.invent(
                        order.hospital().issuer(), patient, random("person", patient)),
                new PhantomObject.Uids(
                        uid("study/" + image, patient),
                        uid("series/" + image, patient),
                        uid("instance/" + image, patient)),
                patient * MOST_IMAGES + image,
                FIRST_DAY.plusDays(random.nextInt(200)),
                LocalTime.of(8 + random.nextInt(10), random.nextInt(60), random.nextInt(60)));
    }

    private RandomGenerator random(String role, int patient) {
        return RandomGeneratorFactory.of("L64X128MixRandom")
                .create(ByteBuffer.wrap(hash(role, patient)).getLong());
    }

    private String uid(String role, int patient) {
        return DicomUid.derived(hash(role, patient)).value();
    }

    private byte[] hash(String role, int patient) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(
                            "phantom/%d/%d/%d/%s"
                                    .formatted(
                                            order.seed(), order.hospital().number(), patient, role)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
