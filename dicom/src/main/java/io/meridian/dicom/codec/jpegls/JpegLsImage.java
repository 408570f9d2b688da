package io.meridian.dicom.codec.jpegls;

import java.util.List;

/**
 * A decoded frame.
 *
 * @param samples rows × columns × components, colour by pixel, unsigned, as coded
 * @param warnings what was odd; never a value of the picture
 */
@SuppressWarnings("ArrayRecordComponent") // owned by whoever asked for it
public record JpegLsImage(JpegLsHeader header, int[] samples, List<String> warnings) {
    public JpegLsImage {
        warnings = List.copyOf(warnings);
    }
}
