package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coefficients of a progressive frame (T.81 annex G), gathered over its scans: which bits of
 * which coefficients have come, and at the end the samples.
 */
final class ProgressiveFrame {
    private static final int NOT_YET = -1;

    private final JpegHeader header;
    private final List<Plane> planes;
    private final List<short[]> coefficients = new ArrayList<>();

    /** For each component and coefficient the position of the last bit that came. */
    private final int[][] lows;

    private final int[] @Nullable [] quantisation;

    ProgressiveFrame(JpegHeader header, List<Plane> planes) {
        this.header = header;
        this.planes = planes;
        for (var plane : planes) {
            coefficients.add(new short[plane.samples.length]);
        }
        lows = new int[planes.size()][64];
        for (var low : lows) {
            Arrays.fill(low, NOT_YET);
        }
        quantisation = new int[planes.size()][];
    }

    /** The coefficients of a component: 64 in zigzag order for each block, by rows of blocks. */
    short[] coefficients(int component) {
        return coefficients.get(component);
    }

    /** The table in zigzag order that was valid at the first scan of a component. */
    void quantisation(int component, int[] table) {
        if (quantisation[component] == null) {
            quantisation[component] = table;
        }
    }

    /** Checks that a scan brings the next bits of its coefficients, and notes them. */
    void begin(ScanHeader scan) {
        require(scan.start() == 0 ? scan.end() == 0 : !scan.interleaved());
        require(scan.end() >= scan.start() && scan.end() < 64 && scan.low() <= 13);
        require(scan.high() == 0 || scan.high() == scan.low() + 1);
        for (var part : scan.parts()) {
            var low = lows[part.component()];
            require(scan.start() == 0 || low[0] != NOT_YET);
            for (var k = scan.start(); k <= scan.end(); k++) {
                require(low[k] == (scan.high() == 0 ? NOT_YET : scan.high()));
                low[k] = scan.low();
            }
        }
    }

    private static void require(boolean rule) {
        if (!rule) {
            throw new CodecException(
                    "the scans of a progressive frame must follow T.81 section G.1.1.1; one does not");
        }
    }

    /** All bits of all coefficients have come. */
    boolean isComplete() {
        return Arrays.stream(lows).allMatch(low -> Arrays.stream(low).allMatch(bit -> bit == 0));
    }

    /** Makes the samples of all components. */
    void finish() {
        var inverse = new InverseDct(header.precision());
        var block = new int[64];
        for (var component = 0; component < planes.size(); component++) {
            var table = quantisation[component];
            if (table == null || lows[component][0] == NOT_YET) {
                throw new CodecException(
                        "component %d of %d has no scan".formatted(component + 1, planes.size()));
            }
            var plane = planes.get(component);
            var from = coefficients.get(component);
            var at = 0;
            for (var y = 0; y < plane.lines; y += 8) {
                for (var x = 0; x < plane.stride; x += 8) {
                    for (var k = 0; k < 64; k++) {
                        block[Blocks.ZIGZAG[k]] = from[at++] * table[k];
                    }
                    inverse.transform(block, plane.samples, y * plane.stride + x, plane.stride);
                }
            }
        }
    }
}
