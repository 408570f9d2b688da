package io.meridian.dicom;

import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shared DICOM files. */
public final class Samples {
    /** Begins with one stray byte before its data set: refused. */
    private static final String STRAY = "no_meta.dcm";

    private Samples() {}

    /** All that can be read, in the order of their names. */
    public static List<Path> files() throws IOException {
        try (var walk = Files.walk(Peers.data("dicom"))) {
            return walk.filter(Files::isRegularFile)
                    .filter(p -> p.toString().endsWith(".dcm") && !p.endsWith(STRAY))
                    .sorted()
                    .toList();
        }
    }
}
