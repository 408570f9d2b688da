package io.meridian.dicom.codec.jpeg2000;

/** A rectangle from (x0, y0) up to, not including, (x1, y1). */
record Area(int x0, int y0, int x1, int y1) {
    int width() {
        return Math.max(0, x1 - x0);
    }

    int height() {
        return Math.max(0, y1 - y0);
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /** Halved so often, after its origin was moved by so many halves (T.800 B-14 and B-15). */
    Area reduced(int times, int moveX, int moveY) {
        return new Area(
                halved(x0, times, moveX),
                halved(y0, times, moveY),
                halved(x1, times, moveX),
                halved(y1, times, moveY));
    }

    private static int halved(int value, int times, int move) {
        if (times == 0) {
            return value;
        }
        var moved = value - ((long) move << (times - 1));
        return (int) ((moved + (1L << times) - 1) >> times);
    }

    Area intersection(long left, long top, long right, long bottom) {
        return new Area(
                (int) Math.max(x0, left),
                (int) Math.max(y0, top),
                (int) Math.min(x1, right),
                (int) Math.min(y1, bottom));
    }
}
