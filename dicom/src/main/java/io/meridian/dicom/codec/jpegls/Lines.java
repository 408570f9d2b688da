package io.meridian.dicom.codec.jpegls;

/** Two lines of each component of a scan: the one above and the one being coded. */
final class Lines {
    private int[][] above;
    private int[][] current;

    Lines(int components, int columns) {
        above = new int[components][columns + 2];
        current = new int[components][columns + 2];
    }

    /** What lies outside the picture (T.87 section A.2.1). */
    static void extend(int[] above, int[] line, int columns) {
        above[columns + 1] = above[columns];
        line[0] = above[1];
    }

    int[][] above() {
        return above;
    }

    int[][] current() {
        return current;
    }

    void advance() {
        var free = above;
        above = current;
        current = free;
    }

    /** All zeros, as above the first line. */
    void restart() {
        for (var line : above) {
            java.util.Arrays.fill(line, 0);
        }
    }
}
