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

    /** Which cells of a grid it touches, whose cells are of 2^width × 2^height. */
    Area cells(int width, int height) {
        return isEmpty()
                ? new Area(0, 0, 0, 0)
                : new Area(
                        x0 >> width,
                        y0 >> height,
                        ((x1 - 1) >> width) + 1,
                        ((y1 - 1) >> height) + 1);
    }

    /** The part of it that lies in a cell of such a grid. */
    Area within(long column, long row, int width, int height) {
        return new Area(
                (int) Math.max(x0, column << width),
                (int) Math.max(y0, row << height),
                (int) Math.min(x1, (column + 1) << width),
                (int) Math.min(y1, (row + 1) << height));
    }
}
