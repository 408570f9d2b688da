package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses to begin what a disk has no room for. */
final class FreeDisk {
    private FreeDisk() {}

    static void require(Path folder, long bytes) {
        try {
            var free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes) {
                throw new CommandException(
                        "the demo needs %d MB of free disk; %s has %d MB. Free some, or give --home on another disk."
                                .formatted(bytes >> 20, folder, free >> 20));
            }
        } catch (IOException e) {
            throw new CommandException("the free disk cannot be told: " + e.getMessage(), e);
        }
    }
}
