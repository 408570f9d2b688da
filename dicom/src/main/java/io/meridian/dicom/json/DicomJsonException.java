package io.meridian.dicom.json;

import io.meridian.dicom.DicomException;
import io.meridian.dicom.TagPath;

/** JSON that is no DICOM JSON model, with the JSON pointer of the place and never a value. */
public final class DicomJsonException extends DicomException {
    private static final long serialVersionUID = 1L;

    public DicomJsonException(TagPath path, String rule) {
        super("%s in JSON at %s: %s".formatted(path, pointer(path), rule));
    }

    DicomJsonException(String rule) {
        super("JSON: " + rule);
    }

    private static String pointer(TagPath path) {
        return path.steps().isEmpty() ? "/" : path.jsonPointer();
    }
}
