package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds and reads DICOM files for commands; what cannot be read is named by its path. */
public final class DicomFiles {
    private DicomFiles() {}

    /** Files as given, folders with all that is below them in the order of their paths. */
    public static List<Path> below(List<Path> places) {
        var found = new ArrayList<Path>();
        for (var place : places) {
            if (!Files.exists(place)) {
                throw new CommandException("%s does not exist".formatted(place));
            }
            try (var files = Files.walk(place)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !isBeside(file))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new CommandException("the folder %s cannot be read".formatted(place), e);
            }
        }
        if (found.isEmpty()) {
            throw new CommandException("there is no file in " + places);
        }
        return List.copyOf(found);
    }

    /** With large values left in the file. */
    static DicomFile open(Path file) {
        return opened(file, Part10::open);
    }

    public static DicomFile read(Path file) {
        return opened(file, Part10::read);
    }

    private interface Reader {
        DicomFile read(Path file) throws IOException;
    }

    private static DicomFile opened(Path file, Reader reader) {
        try {
            return reader.read(file);
        } catch (IOException e) {
            throw new CommandException("the file %s cannot be read".formatted(file), e);
        } catch (DicomException e) {
            throw new CommandException(
                    "%s cannot be read as DICOM: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** What lies beside images: labels, notes, hidden files. */
    private static boolean isBeside(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(".")
                || name.endsWith(".csv")
                || name.endsWith(".txt")
                || name.endsWith(".md")
                || name.equals("DICOMDIR");
    }
}
