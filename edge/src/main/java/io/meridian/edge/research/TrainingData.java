package io.meridian.edge.research;

import io.meridian.artifact.Digest;
import io.meridian.governance.annotation.Split;
import io.meridian.model.preprocessing.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The frozen versions of the research zone, as a worker reads them. */
public interface TrainingData {
    /**
     * The newest version of a data set.
     *
     * @param dataset digest of its edge-only record
     * @param commitment digest of the {@code dataset-commitment} record that the hub knows
     * @param purpose that its legal basis allows
     */
    record Version(String name, Digest dataset, Digest commitment, String purpose) {}

    /**
     * What was written, in the order of the examples.
     *
     * @param labels 1 for the positive label, 0 for any other
     * @param groups equal numbers are one subject
     */
    record Exported(Version version, List<Integer> labels, List<Integer> groups) {
        public Exported {
            labels = List.copyOf(labels);
            groups = List.copyOf(groups);
        }
    }

    /**
     * The newest version of this name; empty if there is none, or if its legal basis is over.
     *
     * @throws NotReproducibleException if a subject in it was erased
     */
    Optional<Version> newest(String name);

    /**
     * Writes the examples of a split as safetensors: {@code inputs} F32 [N, channels, height,
     * width], {@code labels} I64 [N]. In constant memory; the file is complete or absent. A split
     * without images yields no example and no file.
     *
     * @param positive the label that counts as 1; a small hospital may have no image of it
     */
    Exported export(
            Version version, Split split, String positive, Preprocessing preprocessing, Path file)
            throws IOException;
}
