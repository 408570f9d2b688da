package io.meridian.edge.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder that holds one edge. */
public record Home(Path root) {

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path configuration() {
        return root.resolve("edge.yaml");
    }

    public Path policy() {
        return root.resolve("policy.yaml");
    }

    /** Written by the edge when it listens: the ports that it really got. */
    public Path ports() {
        return root.resolve("ports.json");
    }

    /**
     * Written by the supervisor: where the inference process listens, and its token. Owner only.
     */
    public Path inference() {
        return root.resolve("keys").resolve("inference.json");
    }

    public Path edgeDatabase() {
        return root.resolve("edge.db");
    }

    public Path clinicalDatabase() {
        return root.resolve("clinical").resolve("clinical.db");
    }

    public Path clinicalObjects() {
        return root.resolve("clinical").resolve("objects");
    }

    public Path researchDatabase() {
        return root.resolve("research").resolve("research.db");
    }

    public Path researchObjects() {
        return root.resolve("research").resolve("objects");
    }

    public Path researchLayout() {
        return root.resolve("research").resolve("oci");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    /** The key with which the site signs its records and journal heads. */
    public Path manifestKey() {
        return keys().resolve("manifest.key");
    }

    /**
     * Certificate, key and authority of the link to the hub, and what the hub said at enrolment.
     */
    public Path hub() {
        return keys().resolve("hub");
    }

    public Path journal() {
        return root.resolve("journal");
    }

    public Path work() {
        return root.resolve("work");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Makes what is missing; every folder is its owner's alone. */
    public void create() {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            for (var folder :
                    List.of(
                            root,
                            clinicalObjects(),
                            researchObjects(),
                            researchLayout(),
                            keys(),
                            hub(),
                            journal(),
                            work(),
                            logs())) {
                Files.createDirectories(folder, ownerOnly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the home folder cannot be made", e);
        }
    }
}
