package io.meridian.dicom.codec.jpeg;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a scan (T.81 B.2.3) with the tables that are valid for it.
 *
 * @param start first coefficient; in lossless coding the number of the predictor
 * @param end last coefficient
 * @param high bit position of the scan before (0: the first)
 * @param low bit position of this scan; in lossless coding the point transform
 * @param restartInterval MCUs between two restart markers; 0: none
 */
record ScanHeader(List<Part> parts, int start, int end, int high, int low, int restartInterval) {
    /**
     * A component of the scan.
     *
     * @param dc and ac null where the scan has no table and needs none
     */
    record Part(int component, @Nullable HuffmanTable dc, @Nullable HuffmanTable ac) {}

    boolean interleaved() {
        return parts.size() > 1;
    }
}
