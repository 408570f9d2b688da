package io.meridian.dicom.network;

import io.meridian.dicom.network.AssociationException.Violation;
import java.io.IOException;
import java.util.Arrays;

/** Puts what is small enough for memory together from its fragments. */
final class Messages {
    private Messages() {}

    /** A command set, whose first fragment has begun. */
    static byte[] command(PduInput input, int maxBytes) throws IOException {
        var context = input.context();
        var bytes = new byte[0];
        while (true) {
            if (!input.isCommand()) {
                throw new Violation(
                        AbortReason.UNEXPECTED_PARAMETER, "a command's fragment was expected");
            }
            if (input.context() != context) {
                throw new Violation(
                        AbortReason.UNEXPECTED_PARAMETER,
                        "fragments of two presentation contexts are mixed");
            }
            var length = bytes.length + input.fragmentLeft();
            if (length > maxBytes) {
                throw new Violation(
                        AbortReason.INVALID_PARAMETER,
                        "a command may have at most %d bytes".formatted(maxBytes));
            }
            var filled = bytes.length;
            bytes = Arrays.copyOf(bytes, length);
            while (filled < length) {
                filled += input.read(bytes, filled, length - filled);
            }
            if (input.isLast()) {
                return bytes;
            }
            input.nextFragment();
        }
    }

    /** A data set that follows a command. */
    static byte[] dataSet(PduInput input, int context, int maxBytes) throws IOException {
        var stream = new DataStream(input, context, maxBytes);
        var bytes = stream.readAllBytes();
        stream.drain();
        return bytes;
    }
}
