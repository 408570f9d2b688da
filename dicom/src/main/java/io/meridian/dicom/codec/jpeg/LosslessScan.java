package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One scan of lossless coding (T.81 annex H), process 14 with predictors 1 to 7: the differences of
 * a line of MCUs are read, then undone line by line. Differences are modulo 2^16.
 */
final class LosslessScan {
    private final byte[] bytes;
    private final BitReader bits;
    private final JpegHeader header;
    private final ScanHeader scan;
    private final List<String> warnings;
    private final Plane[] planes;
    private final HuffmanTable[] tables;

    /** MCUs of a line, and lines of MCUs. */
    private final int columns;

    private final int rows;

    /** Lines of samples that each part has in an MCU, and samples of a line. */
    private final int[] vertical;

    private final int[] horizontal;

    LosslessScan(
            byte[] bytes,
            BitReader bits,
            JpegHeader header,
            ScanHeader scan,
            List<Plane> planes,
            List<String> warnings) {
        this.bytes = bytes;
        this.bits = bits;
        this.header = header;
        this.scan = scan;
        this.warnings = warnings;
        var parts = scan.parts();
        this.planes =
                parts.stream().map(part -> planes.get(part.component())).toArray(Plane[]::new);
        tables =
                parts.stream()
                        .map(part -> Objects.requireNonNull(part.dc()))
                        .toArray(HuffmanTable[]::new);
        horizontal = new int[parts.size()];
        vertical = new int[parts.size()];
        Arrays.fill(horizontal, 1);
        Arrays.fill(vertical, 1);
        if (scan.interleaved()) {
            for (var part = 0; part < parts.size(); part++) {
                horizontal[part] = this.planes[part].component.horizontal();
                vertical[part] = this.planes[part].component.vertical();
            }
            columns = Plane.ceiling(header.columns(), header.maxHorizontal());
            rows = Plane.ceiling(header.rows(), header.maxVertical());
        } else {
            columns = this.planes[0].width;
            rows = this.planes[0].height;
        }
    }

    void decode() {
        if (scan.start() < 1 || scan.start() > 7 || scan.low() >= header.precision()) {
            throw new CodecException(
                    "a lossless scan must have a predictor from 1 to 7 and a point transform below its"
                            + " precision; it has %d and %d".formatted(scan.start(), scan.low()));
        }
        if (scan.restartInterval() % columns != 0) {
            throw new CodecException(
                    "the restart interval of a lossless scan must be whole lines (T.81 H.1.1)");
        }
        var restarts = new Restarts(bytes, bits, scan.restartInterval(), columns * rows, warnings);
        for (var row = 0; row < rows; row++) {
            var first = restarts.before(columns) || row == 0;
            if (planes.length == 1) {
                line(tables[0], planes[0].samples, row * planes[0].stride);
            } else {
                mcus(row);
            }
            restarts.check();
            for (var part = 0; part < planes.length; part++) {
                for (var y = 0; y < vertical[part]; y++) {
                    undo(planes[part], row * vertical[part] + y, first && y == 0);
                }
            }
        }
        restarts.finish();
        if (scan.low() > 0) {
            for (var plane : planes) {
                for (var i = 0; i < plane.samples.length; i++) {
                    plane.samples[i] = (short) (plane.samples[i] << scan.low());
                }
            }
        }
    }

    /** The differences of one line of the only component. */
    private void line(HuffmanTable table, short[] to, int at) {
        for (var x = at; x < at + columns; x++) {
            to[x] = (short) table.difference(bits);
        }
    }

    private void mcus(int row) {
        for (var column = 0; column < columns; column++) {
            for (var part = 0; part < planes.length; part++) {
                var plane = planes[part];
                var at = row * vertical[part] * plane.stride + column * horizontal[part];
                for (var y = 0; y < vertical[part]; y++) {
                    for (var x = 0; x < horizontal[part]; x++) {
                        plane.samples[at + y * plane.stride + x] =
                                (short) tables[part].difference(bits);
                    }
                }
            }
        }
    }

    /** Turns the differences of a line into samples (T.81 H.1.2.1). */
    private void undo(Plane plane, int row, boolean first) {
        var samples = plane.samples;
        var at = row * plane.stride;
        var end = at + plane.width;
        var above = at - plane.stride;
        if (first) {
            samples[at] += (short) (1 << (header.precision() - scan.low() - 1));
            left(samples, at + 1, end);
            return;
        }
        samples[at] += samples[above];
        if (scan.start() == 1) {
            left(samples, at + 1, end);
            return;
        }
        var a = samples[at] & 0xFFFF;
        var c = samples[above] & 0xFFFF;
        for (var x = at + 1; x < end; x++) {
            var b = samples[x - plane.stride] & 0xFFFF;
            var prediction =
                    switch (scan.start()) {
                        case 2 -> b;
                        case 3 -> c;
                        case 4 -> a + b - c;
                        case 5 -> a + ((b - c) >> 1);
                        case 6 -> b + ((a - c) >> 1);
                        default -> (a + b) >> 1;
                    };
            samples[x] += (short) prediction;
            a = samples[x] & 0xFFFF;
            c = b;
        }
    }

    private static void left(short[] samples, int from, int end) {
        var value = (int) samples[from - 1];
        for (var x = from; x < end; x++) {
            value += samples[x];
            samples[x] = (short) value;
        }
    }
}
