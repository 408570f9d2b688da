package io.meridian.dicom.codec.jpeg2000;

import static io.meridian.dicom.codec.jpeg2000.Wavelet.BORDER;

/** The reversible 5/3 transform of a line. */
final class ReversibleLifting implements Wavelet.Lifting<int[]> {
    @Override
    public int[] line(int length) {
        return new int[length];
    }

    @Override
    public void row(int[] values, int from, int parity, int low, int size, int[] line) {
        for (int i = parity, at = from; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
        for (int i = 1 - parity, at = from + low; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
    }

    @Override
    public void lift(int[] line, int parity, int size, int lanes) {
        if (size == 1) {
            if (parity == 1) {
                for (var i = BORDER * lanes; i < (BORDER + 1) * lanes; i++) {
                    line[i] >>= 1;
                }
            }
            return;
        }
        for (var i = BORDER - 2 + parity; i <= BORDER + size; i += 2) {
            if (i >= BORDER - 1) {
                for (var at = i * lanes; at < (i + 1) * lanes; at++) {
                    line[at] -= (line[at - lanes] + line[at + lanes] + 2) >> 2;
                }
            }
        }
        for (var i = BORDER - 1 + parity; i < BORDER + size; i += 2) {
            if (i >= BORDER) {
                for (var at = i * lanes; at < (i + 1) * lanes; at++) {
                    line[at] += (line[at - lanes] + line[at + lanes]) >> 1;
                }
            }
        }
    }
}
