package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.List;

/**
 * Follows a scan from MCU to MCU: notices where its data ends too early, and passes restart markers
 * (T.81 E.2.4).
 */
final class Restarts {
    private final byte[] bytes;
    private final BitReader bits;
    private final int interval;
    private final int count;
    private final List<String> warnings;
    private int done;
    private int next;

    /**
     * @param interval MCUs between markers, 0 for none
     * @param count MCUs of the scan
     */
    Restarts(byte[] bytes, BitReader bits, int interval, int count, List<String> warnings) {
        this.bytes = bytes;
        this.bits = bits;
        this.interval = interval;
        this.count = count;
        this.warnings = warnings;
    }

    /** Before so many more MCUs; true if a restart marker was passed and prediction begins anew. */
    boolean before(int mcus) {
        var restarted = interval > 0 && done > 0 && done % interval == 0;
        if (restarted) {
            pass();
        }
        done += mcus;
        return restarted;
    }

    /** Refuses a scan whose data has ended; called at least once a line of MCUs. */
    void check() {
        if (bits.isOverrun()) {
            throw new CodecException(
                    "the entropy-coded data ends within MCU %d or before; the scan has %d"
                            .formatted(done, count));
        }
    }

    /** After the last MCU. */
    void finish() {
        check();
        if (bits.isShort()) {
            warn("the last bits of a scan are missing; zeros stand for them");
        }
        if (bits.hasSurplus()) {
            warn("a scan has more data than its MCUs need");
        }
    }

    private void pass() {
        check();
        if (bits.hasSurplus()) {
            warn("there is surplus data before a restart marker");
        }
        var position = bits.position();
        while (position + 1 < bytes.length
                && (bytes[position] != (byte) 0xFF
                        || bytes[position + 1] == 0
                        || bytes[position + 1] == (byte) 0xFF)) {
            position++;
        }
        if (position + 1 >= bytes.length || (bytes[position + 1] & 0xFF) != Marker.RST0 + next) {
            throw new CodecException(
                    "restart marker %d must follow MCU %d of %d; it does not"
                            .formatted(next, done, count));
        }
        next = (next + 1) & 7;
        bits.restart(position + 2);
    }

    private void warn(String text) {
        if (!warnings.contains(text)) {
            warnings.add(text);
        }
    }
}
