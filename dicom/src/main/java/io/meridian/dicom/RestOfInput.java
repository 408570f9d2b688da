package io.meridian.dicom;

import java.io.InputStream;

/** What is left of an input, as a stream; earlier parts of it can be forgotten. */
final class RestOfInput extends InputStream {
    private final Input input;

    RestOfInput(Input input) {
        this.input = input;
    }

    @Override
    public int read() {
        if (!input.next()) {
            return -1;
        }
        var value = input.u8(0);
        input.advance(1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!input.next()) {
            return -1;
        }
        var count = Math.min(length, input.available());
        input.copy(target, offset, count);
        return count;
    }
}
