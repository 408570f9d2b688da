package io.meridian.dicom.pixels;

import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpegls.JpegLsEncoder;
import io.meridian.dicom.codec.rle.RleEncoder;
import java.util.Arrays;

/** Encodes stored values of one frame, without loss: RLE and JPEG-LS. */
public final class PixelEncoder {
    private PixelEncoder() {}

    /** The syntaxes that frames can be encoded in. */
    public static boolean encodes(TransferSyntax syntax) {
        return syntax.equals(TransferSyntax.RLE) || syntax.equals(TransferSyntax.JPEG_LS_LOSSLESS);
    }

    /**
     * A frame in a transfer syntax, of even length.
     *
     * @param bitsStored bits of a value that count
     * @throws PixelException if the syntax is not encoded, or cannot hold such values
     */
    public static byte[] encode(StoredFrame frame, int bitsStored, TransferSyntax syntax) {
        if (frame.type().isFloat() || !encodes(syntax)) {
            throw new PixelException(
                    "pixels of type %s cannot be encoded in transfer syntax %s; integers can be in RLE and JPEG-LS lossless"
                            .formatted(frame.type().numpy(), syntax));
        }
        return syntax.equals(TransferSyntax.RLE)
                ? rle(frame, bitsStored)
                : jpegLs(frame, bitsStored);
    }

    /** Frames of one bit are packed, then eight pixels are a byte (PS3.5 section 8.2.2). */
    private static byte[] rle(StoredFrame frame, int bitsStored) {
        var cellBytes = frame.type().bytes();
        if (bitsStored == 1 && cellBytes == 1) {
            var packed = new BitPacker().packed(frame.cells());
            return RleEncoder.encode(packed, new FrameSize(1, packed.length, 1), 1);
        }
        if (frame.samples() * cellBytes > 15) {
            throw new PixelException("RLE holds at most 15 bytes a pixel");
        }
        return RleEncoder.encode(frame.cells(), size(frame), cellBytes);
    }

    private static byte[] jpegLs(StoredFrame frame, int bitsStored) {
        if (bitsStored < 2 || bitsStored > 16) {
            throw new PixelException(
                    "JPEG-LS holds 2 to 16 bits a value, not %d".formatted(bitsStored));
        }
        var stream = JpegLsEncoder.encode(frame.integers(), size(frame), bitsStored);
        if (stream.length % 2 == 0) {
            return stream;
        }
        // A fill byte before the end marker keeps what follows the marker empty (T.81 B.1.1.2).
        var even = Arrays.copyOf(stream, stream.length + 1);
        even[stream.length] = stream[stream.length - 1];
        even[stream.length - 1] = (byte) 0xFF;
        return even;
    }

    private static FrameSize size(StoredFrame frame) {
        return new FrameSize(frame.rows(), frame.columns(), frame.samples());
    }
}
