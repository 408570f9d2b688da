package io.meridian.cli.modality;

import io.meridian.cli.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The label file that travels beside images: {@code SOPInstanceUID,label,split}. */
public final class Labels {
    private static final String HEADER = "SOPInstanceUID,label,split\n";

    private Labels() {}

    public static byte[] csv(List<LabelledImage> images) {
        var csv = new StringBuilder(HEADER);
        for (var image : images) {
            if (!image.label().isEmpty()) {
                csv.append(image.sopInstanceUid())
                        .append(',')
                        .append(image.label())
                        .append(',')
                        .append(image.split())
                        .append('\n');
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static void write(Path file, List<LabelledImage> images) {
        try {
            Files.write(file, csv(images));
        } catch (IOException e) {
            throw new CommandException("the label file %s cannot be written".formatted(file), e);
        }
    }
}
