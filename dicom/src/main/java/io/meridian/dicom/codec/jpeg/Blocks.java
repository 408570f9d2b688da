package io.meridian.dicom.codec.jpeg;

import java.util.List;

/** Goes through the blocks of a DCT scan in the order of T.81 A.2. */
final class Blocks {
    /** The position by rows of each coefficient in zigzag order (T.81 figure A.6). */
    static final int[] ZIGZAG = zigzag();

    private Blocks() {}

    /** What a scan does. */
    interface Visitor {
        /**
         * One block.
         *
         * @param part index in the scan
         * @param column and row of the block in its component
         */
        void block(int part, int column, int row);

        /** A restart marker was passed. */
        void restart();
    }

    static void visit(
            byte[] bytes,
            BitReader bits,
            JpegHeader header,
            ScanHeader scan,
            List<Plane> planes,
            List<String> warnings,
            Visitor visitor) {
        var plane = planes.get(scan.parts().getFirst().component());
        var columns =
                scan.interleaved()
                        ? Plane.ceiling(header.columns(), 8 * header.maxHorizontal())
                        : Plane.ceiling(plane.width, 8);
        var rows =
                scan.interleaved()
                        ? Plane.ceiling(header.rows(), 8 * header.maxVertical())
                        : Plane.ceiling(plane.height, 8);
        var restarts = new Restarts(bytes, bits, scan.restartInterval(), columns * rows, warnings);
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                if (restarts.before(1)) {
                    visitor.restart();
                }
                if (scan.interleaved()) {
                    mcu(scan, planes, column, row, visitor);
                } else {
                    visitor.block(0, column, row);
                }
            }
            restarts.check();
        }
        restarts.finish();
    }

    private static void mcu(
            ScanHeader scan, List<Plane> planes, int column, int row, Visitor visitor) {
        for (var part = 0; part < scan.parts().size(); part++) {
            var component = planes.get(scan.parts().get(part).component()).component;
            for (var y = 0; y < component.vertical(); y++) {
                for (var x = 0; x < component.horizontal(); x++) {
                    visitor.block(
                            part,
                            column * component.horizontal() + x,
                            row * component.vertical() + y);
                }
            }
        }
    }

    private static int[] zigzag() {
        var order = new int[64];
        var at = 0;
        for (var diagonal = 0; diagonal < 15; diagonal++) {
            var first = Math.max(0, diagonal - 7);
            var last = Math.min(7, diagonal);
            for (var i = first; i <= last; i++) {
                var row = diagonal % 2 == 0 ? diagonal - i : i;
                order[at++] = row * 8 + diagonal - row;
            }
        }
        return order;
    }
}
