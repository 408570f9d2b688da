package io.meridian.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A deflated data set as it is inflated, no further than the limits allow. */
final class Inflating extends FilterInputStream {
    private static final int ALWAYS_ALLOWED = 1 << 20;

    private final Inflater inflater;
    private final Limits limits;
    private final long from;
    private long inflated;

    Inflating(Input input, boolean wrapped, Limits limits) {
        this(input, new Inflater(!wrapped), limits);
    }

    private Inflating(Input input, Inflater inflater, Limits limits) {
        super(new InflaterInputStream(new RestOfInput(input), inflater, 1 << 13));
        this.inflater = inflater;
        this.limits = limits;
        this.from = input.offset();
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            var count = super.read(target, offset, length);
            inflated += Math.max(0, count);
            if (inflated > limits.maxInflatedBytes()) {
                throw new DicomParseException(
                        from,
                        "a deflated data set may become at most %d bytes"
                                .formatted(limits.maxInflatedBytes()));
            }
            if (inflated > ALWAYS_ALLOWED
                    && inflated / limits.maxInflateRatio() > inflater.getBytesRead()) {
                throw new DicomParseException(
                        from,
                        "a deflated data set may become at most %d times as long"
                                .formatted(limits.maxInflateRatio()));
            }
            return count;
        } catch (IOException e) {
            throw new DicomParseException(
                    from, "the deflated data set is damaged: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
