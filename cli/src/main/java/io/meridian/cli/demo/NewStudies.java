package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.dicom.DicomFiles;
import io.meridian.cli.modality.LabelledImage;
import io.meridian.cli.phantom.InventedPatient;
import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.DicomUid;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/**
 * Held-out images once more, as today's examinations of other people: new patients, studies and
 * UIDs around the same pixels. Nobody trained on them, and the data-set versions that validation
 * uses are frozen by then.
 */
record NewStudies(long seed, int hospital) {
    private static final int FIRST_PATIENT = 5_000_001;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    /** What describes how and where the pixels were made; all else belonged to somebody. */
    private static final List<Tag> KEPT =
            List.of(
                    Tags.ImageType,
                    Tags.SOPClassUID,
                    Tags.Modality,
                    Tags.ConversionType,
                    Tags.PresentationIntentType,
                    Tags.BodyPartExamined,
                    Tags.ViewPosition,
                    Tags.PatientOrientation,
                    Tags.ImageLaterality,
                    Tags.BurnedInAnnotation,
                    Tags.LossyImageCompression);

    private static final int IMAGE_GROUP = 0x0028;
    private static final int PIXEL_GROUP = 0x7FE0;

    List<LabelledImage> write(List<LabelledImage> images, Path folder) {
        var written = new ArrayList<LabelledImage>();
        try {
            Files.createDirectories(folder);
            for (var image : images) {
                var number = written.size();
                var original = DicomFiles.read(image.file());
                var dataSet = of(original.dataSet(), number);
                var file = folder.resolve("new-%05d.dcm".formatted(number + 1));
                Part10.write(DicomFile.of(dataSet, original.transferSyntax()), file);
                written.add(new LabelledImage(file, dataSet.first(Tags.SOPInstanceUID), "", ""));
            }
        } catch (IOException e) {
            throw new CommandException("new studies cannot be written to %s".formatted(folder), e);
        }
        return List.copyOf(written);
    }

    private DataSet of(DataSet original, int number) {
        var made = DataSet.builder().characterSet(CharacterSet.GB18030);
        KEPT.forEach(tag -> made.copy(original, tag));
        for (Element element : original) {
            var group = element.tag().group();
            if (group == IMAGE_GROUP || group == PIXEL_GROUP) {
                made.put(element);
            }
        }
        var random =
                RandomGeneratorFactory.of("L64X128MixRandom")
                        .create(ByteBuffer.wrap(hash("person", number)).getLong());
        InventedPatient.invent("H" + hospital, FIRST_PATIENT + number, random).describe(made, DAY);
        return made.text(Tags.SOPInstanceUID, uid("instance", number))
                .text(Tags.StudyInstanceUID, uid("study", number))
                .text(Tags.SeriesInstanceUID, uid("series", number))
                .text(Tags.StudyDate, "20261102")
                .text(Tags.StudyTime, "%02d%02d00".formatted(8 + number / 60 % 10, number % 60))
                .text(Tags.ContentDate, "20261102")
                .text(Tags.ContentTime, "%02d%02d00".formatted(8 + number / 60 % 10, number % 60))
                .text(Tags.AccessionNumber, "N%d%07d".formatted(hospital, number + 1))
                .text(Tags.StudyID, Integer.toString(number + 1))
                .text(Tags.ReferringPhysicianName)
                .numbers(Tags.SeriesNumber, 1)
                .numbers(Tags.InstanceNumber, 1)
                .build();
    }

    private String uid(String role, int number) {
        return DicomUid.derived(hash(role, number)).value();
    }

    private byte[] hash(String role, int number) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(
                            "new-study/%d/%d/%d/%s"
                                    .formatted(seed, hospital, number, role)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
