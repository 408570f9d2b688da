package io.meridian.cli.modality;

import java.nio.file.Path;

/**
 * One DICOM file that a modality can send, with what is known about it outside the file.
 *
 * @param label the reference finding, empty if there is none
 * @param split train, validation or test where the source declares it, else empty
 */
public record LabelledImage(Path file, String sopInstanceUid, String label, String split) {
    @Override
    public String toString() {
        return "LabelledImage[" + label + "]";
    }
}
