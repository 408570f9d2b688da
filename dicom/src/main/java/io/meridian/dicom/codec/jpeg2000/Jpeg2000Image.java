package io.meridian.dicom.codec.jpeg2000;

import java.util.List;

/**
 * A decoded frame.
 *
 * @param samples rows × columns × components, colour by pixel; signed ones are below 0 where they
 *     are
 * @param warnings what was odd; never a value of the picture
 */
@SuppressWarnings("ArrayRecordComponent") // owned by whoever asked for it
public record Jpeg2000Image(Jpeg2000Header header, int[] samples, List<String> warnings) {
    public Jpeg2000Image {
        warnings = List.copyOf(warnings);
    }
}
