package io.meridian.dicom.pixels;

import io.meridian.dicom.DicomFile;

/**
 * Decodes single frames; {@link Frames} does so for many of one object.
 *
 * <p>Native pixels, RLE, deflated frames, JPEG (8 and 12 bits, lossless), JPEG-LS, JPEG 2000.
 * Anything else is refused with the transfer syntax and the reason.
 */
public final class PixelDecoder {
    private PixelDecoder() {}

    /** How many frames the object says it holds; 0 if it has no pixel data. */
    public static int frames(DicomFile file) {
        return Frames.element(file.dataSet())
                .map(element -> Layout.of(file.dataSet(), element.tag()).frames())
                .orElse(0);
    }

    /**
     * One frame's stored values.
     *
     * @param frame from 0
     * @throws PixelException if there is no such frame or it cannot be decoded
     */
    public static DecodedFrame decode(DicomFile file, int frame) {
        return Frames.of(file).decoded(frame);
    }
}
