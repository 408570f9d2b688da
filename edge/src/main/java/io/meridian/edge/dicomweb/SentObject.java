package io.meridian.edge.dicomweb;

import io.meridian.dicom.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A Part 10 file that arrives as a stream: what its meta information says, and the bare data set
 * behind it (PS3.10 section 7.1). A file without meta information names nothing; its bytes are the
 * data set.
 *
 * @param dataSet to be read once
 */
record SentObject(
        String sopClass, String sopInstance, TransferSyntax transferSyntax, InputStream dataSet) {
    private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};
    private static final int PREAMBLE = 128;
    private static final int HEADER = PREAMBLE + 4;

    /** Of meta information, which has some hundreds of bytes. */
    private static final int MAXIMUM_META = 64 << 10;

    private static final int CLASS = 0x0002;
    private static final int INSTANCE = 0x0003;
    private static final int SYNTAX = 0x0010;

    static SentObject read(InputStream file) throws IOException {
        var start = file.readNBytes(HEADER + MAXIMUM_META);
        var meta = new Meta(start);
        var end = meta.read();
        var rest = new ByteArrayInputStream(start, end, start.length - end);
        return new SentObject(
                meta.text(CLASS),
                meta.text(INSTANCE),
                new TransferSyntax(meta.text(SYNTAX)),
                new SequenceInputStream(rest, file));
    }

    /** Names no instance. */
    @Override
    public String toString() {
        return "SentObject[" + transferSyntax + "]";
    }

    /** Walks group 0002, which is explicit little endian; stops before what does not fit. */
    private static final class Meta {
        private final ByteBuffer bytes;
        private final Map<Integer, String> texts = new HashMap<>();

        Meta(byte[] start) {
            bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Where the data set begins. Some senders leave out the preamble, or all of it. */
        int read() {
            if (bytes.capacity() >= HEADER
                    && Arrays.equals(bytes.array(), PREAMBLE, HEADER, MAGIC, 0, MAGIC.length)) {
                bytes.position(HEADER);
            }
            while (bytes.remaining() >= 8 && bytes.getShort(bytes.position()) == 2) {
                var before = bytes.position();
                if (!element()) {
                    return before;
                }
            }
            return bytes.position();
        }

        private boolean element() {
            bytes.getShort();
            var element = bytes.getShort() & 0xFFFF;
            var vr = (char) bytes.get() + "" + (char) bytes.get();
            long length = bytes.getShort() & 0xFFFF;
            if (vr.equals("OB") || vr.equals("UN") || vr.equals("OW") || vr.equals("UT")) {
                if (bytes.remaining() < 4) {
                    return false;
                }
                length = bytes.getInt() & 0xFFFFFFFFL;
            }
            if (length > bytes.remaining()) {
                return false;
            }
            var value = new byte[(int) length];
            bytes.get(value);
            texts.put(
                    element,
                    new String(value, StandardCharsets.ISO_8859_1).replace("\0", "").strip());
            return true;
        }

        String text(int element) {
            return texts.getOrDefault(element, "");
        }
    }
}
