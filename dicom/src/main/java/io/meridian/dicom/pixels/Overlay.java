package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * An overlay plane of one frame (PS3.3 section C.9.2), from its own data or from unused bits of the
 * pixel cells.
 *
 * @param group 6000 to 601E, even
 * @param originRow and originColumn of its first pixel in the image, from 1; may be below 1
 * @param set pixels that are drawn, row by row
 */
public record Overlay(
        int group, int rows, int columns, int originRow, int originColumn, BitSet set) {
    private static final int FIRST_GROUP = 0x6000;
    private static final int LAST_GROUP = 0x601E;
    private static final int MOST_PIXELS = 1 << 28;

    public Overlay {
        set = (BitSet) set.clone();
    }

    @Override
    public BitSet set() {
        return (BitSet) set.clone();
    }

    boolean isSet(int row, int column) {
        var y = row - (originRow - 1);
        var x = column - (originColumn - 1);
        return y >= 0 && y < rows && x >= 0 && x < columns && set.get(y * columns + x);
    }

    /**
     * The planes that a frame has.
     *
     * @param frame from 0
     * @throws PixelException if a plane's data is shorter than its size says
     */
    public static List<Overlay> of(Frames frames, int frame) {
        var planes = new ArrayList<Overlay>();
        for (var group = FIRST_GROUP; group <= LAST_GROUP; group += 2) {
            if (frames.dataSet().contains(Tag.of(group, 0x0010))
                    && frames.dataSet().contains(Tag.of(group, 0x0011))) {
                plane(frames, frame, group, planes);
            }
        }
        return planes;
    }

    /** Groups whose overlay lies in the pixel cells and is of the image's size. */
    static List<Integer> embeddedGroups(DataSet dataSet) {
        var groups = new ArrayList<Integer>();
        for (var group = FIRST_GROUP; group <= LAST_GROUP; group += 2) {
            if (dataSet.integer(Tag.of(group, 0x0102), 0) > 0
                    && !dataSet.contains(Tag.of(group, 0x3000))
                    && dataSet.integer(Tag.of(group, 0x0010), 0) == dataSet.integer(Tags.Rows, 0)
                    && dataSet.integer(Tag.of(group, 0x0011), 0)
                            == dataSet.integer(Tags.Columns, 0)) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static void plane(Frames frames, int frame, int group, List<Overlay> planes) {
        var dataSet = frames.dataSet();
        var rows = dataSet.integer(Tag.of(group, 0x0010), 0);
        var columns = dataSet.integer(Tag.of(group, 0x0011), 0);
        if (rows < 1 || columns < 1 || (long) rows * columns > MOST_PIXELS) {
            throw new PixelException("an overlay must have 1 to 2^28 pixels");
        }
        var origin = dataSet.numbers(Tag.of(group, 0x0050));
        var originRow = origin.size() == 2 ? origin.getFirst().intValue() : 1;
        var originColumn = origin.size() == 2 ? origin.getLast().intValue() : 1;
        var content = dataSet.get(Tag.of(group, 0x3000));
        if (content.isEmpty()) {
            var bit = dataSet.integer(Tag.of(group, 0x0102), 0);
            embedded(frames, frame, bit, rows, columns)
                    .ifPresent(set ->
                            planes.add(
                                    new Overlay(
                                            group, rows, columns, originRow, originColumn, set)));
            return;
        }
        var count = Math.max(1, dataSet.integer(Tag.of(group, 0x0015), 1));
        var firstFrame = Math.max(1, dataSet.integer(Tag.of(group, 0x0051), 1)) - 1;
        var index = count == 1 && firstFrame == 0 ? 0 : frame - firstFrame;
        if (index < 0 || index >= count) {
            return;
        }
        var pixels = (long) rows * columns;
        var from = index * pixels;
        var bytes = content.get().content();
        if (bytes.length() * 8 < from + pixels) {
            throw new PixelException("OverlayData is shorter than its rows and columns say");
        }
        var part = bytes.slice(from / 8, (from + pixels + 7) / 8 - from / 8).bytes();
        var shift = (int) (from % 8);
        var set = BitSet.valueOf(part).get(shift, (int) (shift + pixels));
        planes.add(new Overlay(group, rows, columns, originRow, originColumn, set));
    }

    private static Optional<BitSet> embedded(
            Frames frames, int frame, int bit, int rows, int columns) {
        if (bit < 1
                || bit >= frames.layout().bitsAllocated()
                || rows != frames.rows()
                || columns != frames.columns()) {
            return Optional.empty();
        }
        return frames.rawCells(frame)
                .map(cells -> {
                    var width = frames.type().bytes();
                    var step = width * frames.samples();
                    var set = new BitSet(rows * columns);
                    for (var i = 0; i < rows * columns; i++) {
                        set.set(i, ((Cells.get(cells, i * step, width) >>> bit) & 1) == 1);
                    }
                    return set;
                });
    }
}
