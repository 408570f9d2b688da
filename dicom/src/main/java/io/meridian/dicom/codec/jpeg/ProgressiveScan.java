package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One scan of progressive coding (T.81 G.1.2): bits of some coefficients of every block. */
final class ProgressiveScan implements Blocks.Visitor {
    private final BitReader bits;
    private final ScanHeader scan;
    private final ProgressiveFrame frame;
    private final Plane[] planes;
    private final int[] predictions;

    /** Blocks still to come, this one included, that have nothing new in the band. */
    private int emptyBlocks;

    ProgressiveScan(BitReader bits, ScanHeader scan, List<Plane> planes, ProgressiveFrame frame) {
        this.bits = bits;
        this.scan = scan;
        this.frame = frame;
        this.planes =
                scan.parts().stream()
                        .map(part -> planes.get(part.component()))
                        .toArray(Plane[]::new);
        predictions = new int[scan.parts().size()];
    }

    @Override
    public void restart() {
        Arrays.fill(predictions, 0);
        emptyBlocks = 0;
    }

    @Override
    public void block(int index, int column, int row) {
        var part = scan.parts().get(index);
        var coefficients = frame.coefficients(part.component());
        var at = (row * (planes[index].stride / 8) + column) * 64;
        if (scan.start() > 0) {
            var table = table(part.ac());
            if (scan.high() == 0) {
                firstBand(table, coefficients, at);
            } else {
                refinedBand(table, coefficients, at);
            }
        } else if (scan.high() == 0) {
            predictions[index] += table(part.dc()).difference(bits);
            coefficients[at] = (short) (predictions[index] << scan.low());
        } else if (bits.bit() == 1) {
            coefficients[at] |= (short) (1 << scan.low());
        }
    }

    private static HuffmanTable table(@Nullable HuffmanTable table) {
        return Objects.requireNonNull(table);
    }

    private void firstBand(HuffmanTable table, short[] coefficients, int at) {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        for (var k = scan.start(); k <= scan.end(); k++) {
            bits.fill();
            var symbol = table.symbol(bits);
            var run = symbol >> 4;
            var size = symbol & 15;
            if (size == 0 && run < 15) {
                emptyBlocks = run(run) - 1;
                return;
            }
            k += run;
            if (size > 0) {
                if (k > scan.end()) {
                    throw new CodecException("a band has more coefficients than its scan says");
                }
                coefficients[at + k] = (short) (bits.extended(size) << scan.low());
            }
        }
    }

    private int run(int size) {
        return size == 0 ? 1 : (1 << size) + bits.take(size);
    }

    /** T.81 G.1.2.3. */
    private void refinedBand(HuffmanTable table, short[] coefficients, int at) {
        var k = scan.start();
        while (emptyBlocks == 0 && k <= scan.end()) {
            bits.fill();
            var symbol = table.symbol(bits);
            var run = symbol >> 4;
            var value = 0;
            if ((symbol & 15) != 0) {
                value = bits.take(1) == 1 ? 1 << scan.low() : -1 << scan.low();
            } else if (run < 15) {
                emptyBlocks = run(run);
                break;
            }
            k = refined(coefficients, at, k, run);
            if (value != 0 && k <= scan.end()) {
                coefficients[at + k] = (short) value;
            }
            k++;
        }
        if (emptyBlocks > 0) {
            refined(coefficients, at, k, Integer.MAX_VALUE);
            emptyBlocks--;
        }
    }

    /** Refines what is not zero, up to the zero behind so many others; yields its place. */
    private int refined(short[] coefficients, int at, int from, int zeros) {
        var left = zeros;
        var k = from;
        for (; k <= scan.end(); k++) {
            var coefficient = coefficients[at + k];
            if (coefficient == 0) {
                if (left-- == 0) {
                    break;
                }
            } else if (bits.bit() == 1 && (coefficient & 1 << scan.low()) == 0) {
                var bit = coefficient > 0 ? 1 << scan.low() : -1 << scan.low();
                coefficients[at + k] = (short) (coefficient + bit);
            }
        }
        return k;
    }
}
