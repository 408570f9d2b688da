package io.meridian.cli.modality;

import io.meridian.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that a command fills. */
public final class Folders {
    private Folders() {}

    /** Makes a folder that nothing else may be in yet. */
    public static void makeEmpty(String option, Path folder) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new CommandException(
                        "%s must be a folder; %s is a file".formatted(option, folder));
            }
            Files.createDirectories(folder);
            try (var content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new CommandException(
                            "%s must be empty or new; %s is not. Name another folder."
                                    .formatted(option, folder));
                }
            }
        } catch (IOException e) {
            throw new CommandException(
                    "the folder %s for %s cannot be made".formatted(folder, option), e);
        }
    }
}
