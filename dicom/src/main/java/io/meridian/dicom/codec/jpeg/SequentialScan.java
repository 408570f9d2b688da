package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One scan of sequential DCT coding (T.81 F.2), decoded to samples block by block. */
final class SequentialScan implements Blocks.Visitor {
    private final BitReader bits;
    private final Plane[] planes;
    private final HuffmanTable[] dc;
    private final HuffmanTable[] ac;
    private final int[][] quantisation;
    private final int[] predictions;
    private final int[] block = new int[64];
    private final InverseDct inverse;

    /**
     * @param planes of the frame
     * @param quantisation a table in zigzag order for each part of the scan
     */
    SequentialScan(
            BitReader bits,
            JpegHeader header,
            ScanHeader scan,
            List<Plane> planes,
            int[][] quantisation) {
        this.bits = bits;
        this.quantisation = quantisation;
        var parts = scan.parts();
        this.planes =
                parts.stream().map(part -> planes.get(part.component())).toArray(Plane[]::new);
        dc =
                parts.stream()
                        .map(part -> Objects.requireNonNull(part.dc()))
                        .toArray(HuffmanTable[]::new);
        ac =
                parts.stream()
                        .map(part -> Objects.requireNonNull(part.ac()))
                        .toArray(HuffmanTable[]::new);
        predictions = new int[parts.size()];
        inverse = new InverseDct(header.precision());
    }

    @Override
    public void restart() {
        Arrays.fill(predictions, 0);
    }

    @Override
    public void block(int part, int column, int row) {
        var plane = planes[part];
        var at = row * 8 * plane.stride + column * 8;
        predictions[part] += dc[part].difference(bits);
        var first = predictions[part] * quantisation[part][0];
        if (coefficients(ac[part], quantisation[part])) {
            block[0] = first;
            inverse.transform(block, plane.samples, at, plane.stride);
            Arrays.fill(block, 0);
        } else {
            inverse.flat(first, plane.samples, at, plane.stride);
        }
    }

    /** The AC coefficients, dequantised; false if the block has none. */
    private boolean coefficients(HuffmanTable table, int[] factors) {
        var any = false;
        for (var k = 1; k < 64; k++) {
            bits.fill();
            var entry = table.joint(bits);
            int symbol;
            int value;
            if (entry != 0) {
                bits.skip(entry & 0xFF);
                symbol = entry >>> 8 & 0xFF;
                value = entry >> 16;
            } else {
                symbol = table.symbol(bits);
                value = (symbol & 15) == 0 ? 0 : bits.extended(symbol & 15);
            }
            var run = symbol >> 4;
            if ((symbol & 15) == 0) {
                if (run < 15) {
                    return any;
                }
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) {
                throw new CodecException("a block has more than 64 coefficients");
            }
            block[Blocks.ZIGZAG[k]] = value * factors[k];
            any = true;
        }
        return any;
    }
}
