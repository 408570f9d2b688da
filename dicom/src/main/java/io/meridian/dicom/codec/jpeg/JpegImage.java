package io.meridian.dicom.codec.jpeg;

import java.util.List;

/**
 * A decoded frame.
 *
 * @param samples rows × columns × components, colour by pixel, unsigned, as coded: no colour
 *     conversion; subsampled components are brought to the full size
 * @param warnings what was odd; never a value of the picture
 */
@SuppressWarnings("ArrayRecordComponent") // owned by whoever asked for it
public record JpegImage(JpegHeader header, int[] samples, List<String> warnings) {
    public JpegImage {
        warnings = List.copyOf(warnings);
    }
}
