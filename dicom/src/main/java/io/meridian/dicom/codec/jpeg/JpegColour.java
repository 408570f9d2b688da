package io.meridian.dicom.codec.jpeg;

import java.util.List;

/**
 * The colour space of decoded samples: as PhotometricInterpretation declares it, unless the stream
 * says otherwise.
 *
 * @param photometricInterpretation of the samples as they are, so never a subsampled one
 * @param warnings that the declaration was not followed, and why
 */
public record JpegColour(String photometricInterpretation, List<String> warnings) {
    private static final String RGB = "RGB";
    private static final String YBR_FULL = "YBR_FULL";

    public JpegColour {
        warnings = List.copyOf(warnings);
    }

    /**
     * Decides for three components in this order: ids R, G, B mean RGB; JFIF means YCbCr; Adobe's
     * APP14 says which; components of different size cannot be RGB; else the declaration holds.
     */
    public static JpegColour of(JpegHeader header, String declared) {
        var ycbcr = declared.startsWith("YBR_FULL");
        var colour = declared.equals(RGB) || ycbcr;
        if (header.components().size() != 3 || !colour) {
            return new JpegColour(declared, List.of());
        }
        var ids = header.components().stream().map(JpegHeader.Component::id).toList();
        var first = header.components().getFirst();
        if (ids.equals(List.of(0x52, 0x47, 0x42)) || ids.equals(List.of(0x72, 0x67, 0x62))) {
            return corrected(RGB, ycbcr, "the components are named R, G and B");
        }
        if (header.jfif()) {
            return corrected(YBR_FULL, !ycbcr, "the stream is marked as JFIF");
        }
        if (header.adobe() == JpegHeader.Adobe.NONE) {
            return corrected(RGB, ycbcr, "Adobe's segment names no colour transform");
        }
        if (header.adobe() == JpegHeader.Adobe.YCC) {
            return corrected(YBR_FULL, !ycbcr, "Adobe's segment names the transform to YCbCr");
        }
        if (header.components().stream()
                .anyMatch(component ->
                        component.horizontal() != first.horizontal()
                                || component.vertical() != first.vertical())) {
            return corrected(YBR_FULL, !ycbcr, "its components are of different size");
        }
        return new JpegColour(ycbcr ? YBR_FULL : RGB, List.of());
    }

    private static JpegColour corrected(String space, boolean contradicts, String reason) {
        return new JpegColour(
                space,
                contradicts
                        ? List.of(
                                "the samples are %s, not what PhotometricInterpretation says: %s"
                                        .formatted(space, reason))
                        : List.of());
    }
}
