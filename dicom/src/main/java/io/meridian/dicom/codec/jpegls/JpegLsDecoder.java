package io.meridian.dicom.codec.jpegls;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpegls.Scan.Interleave;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Decodes JPEG-LS frames. Refused by name: mapping tables, point transforms, subsampling, colour
 * transforms in APP8, the extensions of T.870.
 */
public final class JpegLsDecoder {
    /** A bit of a run covers 2^15 samples of a line at most, and a line has one bit or more. */
    private static final int MOST_SAMPLES_A_BIT = 1 << 15;

    private JpegLsDecoder() {}

    /**
     * Decodes a frame of a known size.
     *
     * @throws CodecException if it is of another size, damaged, or refused
     */
    public static JpegLsImage decode(byte[] frame, FrameSize size) {
        var segments = new Segments(frame);
        var scan = segments.nextScan(size);
        if (scan.isEmpty()) {
            throw new CodecException("a JPEG-LS frame has no scan");
        }
        if (frame.length * 8L * MOST_SAMPLES_A_BIT < size.values()
                || frame.length * 8L < size.rows()) {
            throw new CodecException("a JPEG-LS frame is too short for its rows and columns");
        }
        var header = new JpegLsHeader(segments.precision(), scan.get().near());
        var samples = new int[size.values()];
        var seen = new boolean[size.samples()];
        while (scan.isPresent()) {
            for (var component : scan.get().components()) {
                if (seen[component]) {
                    throw new CodecException("a JPEG-LS frame has two scans of a component");
                }
                seen[component] = true;
            }
            decode(frame, size, segments, scan.get(), samples);
            scan = allSeen(seen) ? java.util.Optional.empty() : segments.nextScan(size);
        }
        if (!allSeen(seen)) {
            throw new CodecException("a JPEG-LS frame lacks the scan of a component");
        }
        return new JpegLsImage(header, samples, segments.warnings());
    }

    /** The NEAR parameter of the first scan, where a frame has one. */
    public static OptionalInt near(byte[] frame, FrameSize size) {
        var scan = new Segments(frame).nextScan(size);
        return scan.isPresent() ? OptionalInt.of(scan.get().near()) : OptionalInt.empty();
    }

    private static boolean allSeen(boolean[] seen) {
        for (var each : seen) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    private static void decode(
            byte[] frame, FrameSize size, Segments segments, Scan scan, int[] samples) {
        var components = scan.components();
        var model = new Model(scan.presets(), scan.near());
        var lines = new Lines(components.length, size.columns());
        var runs = new int[components.length];
        var interval = scan.restartLines() == 0 ? size.rows() : scan.restartLines();
        for (var from = 0; from < size.rows(); from += interval) {
            if (from > 0) {
                segments.restartMarker(from / interval - 1);
                model.restart();
                lines.restart();
                Arrays.fill(runs, 0);
            }
            var bits = new BitReader(frame, segments.position(), frame.length);
            var decoder = new LineDecoder(model, bits, size.columns());
            var to = (int) Math.min((long) from + interval, size.rows());
            for (var row = from; row < to; row++) {
                if (scan.interleave() == Interleave.SAMPLE && components.length > 1) {
                    runs[0] = decoder.line(lines.above(), lines.current(), runs[0]);
                } else {
                    for (var i = 0; i < components.length; i++) {
                        runs[i] = decoder.line(lines.above()[i], lines.current()[i], runs[i]);
                    }
                }
                copy(lines.current(), components, size, row, samples);
                lines.advance();
            }
            segments.moveTo(bits.position());
            if (to == size.rows()) {
                break;
            }
        }
    }

    private static void copy(
            int[][] lines, int[] components, FrameSize size, int row, int[] samples) {
        var columns = size.columns();
        var step = size.samples();
        var start = row * columns * step;
        if (step == 1) {
            System.arraycopy(lines[0], 1, samples, start, columns);
            return;
        }
        for (var i = 0; i < components.length; i++) {
            var line = lines[i];
            var at = start + components[i];
            for (var x = 1; x <= columns; x++) {
                samples[at] = line[x];
                at += step;
            }
        }
    }
}
