package io.meridian.hub.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder that holds a hub. */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path configuration() {
        return root.resolve("hub.yaml");
    }

    /** What a package must prove before a clinical release. */
    public Path gate() {
        return root.resolve("gate.yaml");
    }

    /** Written by the hub when it listens: the ports that it really got. */
    public Path ports() {
        return root.resolve("ports.json");
    }

    public Path database() {
        return root.resolve("hub.db");
    }

    public Path layout() {
        return root.resolve("oci");
    }

    public Path journal() {
        return root.resolve("journal");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    /** Where a round is aggregated before it becomes a blob. */
    public Path spool() {
        return root.resolve("spool");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Makes what is missing; every folder is its owner's alone. */
    public void create() {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            for (var folder : List.of(root, layout(), journal(), keys(), spool(), logs())) {
                Files.createDirectories(folder, ownerOnly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the home folder cannot be made", e);
        }
    }
}
