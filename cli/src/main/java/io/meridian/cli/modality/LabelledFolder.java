package io.meridian.cli.modality;

import io.meridian.cli.CommandException;
import io.meridian.cli.dicom.DicomFiles;
import io.meridian.dicom.Tags;
import io.meridian.governance.annotation.LabelFile;
import io.meridian.governance.annotation.LabelFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A folder of DICOM files with the {@code labels.csv} that lies beside them.
 *
 * @param images by path; one without a line in the label file has an empty label
 */
public record LabelledFolder(List<Member> images) {
    public static final String LABELS = "labels.csv";

    /**
     * An image with whose it is.
     *
     * @param subject the patient number as received, empty if the file has none
     */
    public record Member(LabelledImage image, String subject) {
        /** Hides whose it is. */
        @Override
        public String toString() {
            return "Member[" + image + "]";
        }
    }

    public LabelledFolder {
        images = List.copyOf(images);
    }

    /** Whether every image says whose it is. */
    public boolean knowsSubjects() {
        return images.stream().noneMatch(member -> member.subject().isEmpty());
    }

    public static LabelledFolder read(Path folder) {
        var labels = labels(folder.resolve(LABELS));
        var images = new ArrayList<Member>();
        var seen = new HashSet<String>();
        for (var file : DicomFiles.below(List.of(folder))) {
            var dataSet = DicomFiles.read(file).dataSet();
            var uid = dataSet.first(Tags.SOPInstanceUID);
            if (uid.isEmpty()) {
                throw new CommandException("%s has no SOPInstanceUID".formatted(file));
            }
            if (!seen.add(uid)) {
                throw new CommandException(
                        "%s is the same object as another file; keep one of them".formatted(file));
            }
            var row = labels.remove(uid);
            images.add(
                    new Member(
                            new LabelledImage(
                                    file,
                                    uid,
                                    row == null ? "" : row.value(),
                                    row == null || row.split() == null ? "" : row.split().word()),
                            dataSet.first(Tags.PatientID)));
        }
        if (!labels.isEmpty()) {
            throw new CommandException(
                    "%s does not match the files: %d of its lines name an object that is not in the folder, the first is line %d"
                            .formatted(
                                    folder.resolve(LABELS),
                                    labels.size(),
                                    labels.values().stream().mapToInt(Row::line).min().orElse(0)));
        }
        if (images.stream().allMatch(member -> member.image().label().isEmpty())) {
            throw new CommandException("%s labels nothing".formatted(folder.resolve(LABELS)));
        }
        return new LabelledFolder(images);
    }

    private static Map<String, Row> labels(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    "%s is missing; a folder of images needs it with the columns SOPInstanceUID,label,split"
                            .formatted(file));
        }
        try {
            var parsed = LabelFile.parse(Files.readAllBytes(file));
            if (!parsed.problems().isEmpty()) {
                throw new CommandException(
                        "%s cannot be used: %s".formatted(file, parsed.problems().getFirst()));
            }
            var rows = new HashMap<String, Row>();
            parsed.rows().forEach(row -> rows.put(row.instanceUid(), row));
            return rows;
        } catch (IOException e) {
            throw new CommandException("the label file %s cannot be read".formatted(file), e);
        }
    }
}
