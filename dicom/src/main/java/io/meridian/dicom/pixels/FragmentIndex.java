package io.meridian.dicom.pixels;

import io.meridian.dicom.Content;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which fragments make which frame (PS3.5 annex A.4): by the extended offset table, the basic one,
 * one fragment a frame, or by how frames of the codec begin. A table that points at no fragment is
 * ignored with a warning.
 */
@SuppressWarnings("ArrayRecordComponent") // built and read here only
record FragmentIndex(List<Content> fragments, int[] starts, long[] lengths, List<String> warnings) {
    private static final int START_BYTES = 8;
    private static final long[] AS_LONG_AS_THEY_ARE = {};

    /**
     * Finds the frames.
     *
     * @param items the basic offset table, then the fragments
     * @param extended offsets and lengths of the extended offset table; empty if there is none
     */
    static FragmentIndex of(
            List<Content> items, int frames, byte[][] extended, Codecs.Start start) {
        if (items.size() < 2) {
            throw new PixelException("encapsulated PixelData has no fragment");
        }
        var fragments = items.subList(1, items.size());
        var warnings = new ArrayList<String>();
        var positions = new long[fragments.size()];
        for (var i = 1; i < positions.length; i++) {
            positions[i] = positions[i - 1] + 8 + fragments.get(i - 1).length();
        }
        var wide = longs(extended[0]);
        if (wide.length > 0) {
            var starts = starts(wide, frames, positions);
            if (starts.isPresent()) {
                var lengths = longs(extended[1]);
                warnOfMore(starts.get(), frames, warnings);
                return new FragmentIndex(
                        fragments,
                        starts.get(),
                        lengths.length == starts.get().length ? lengths : AS_LONG_AS_THEY_ARE,
                        warnings);
            }
            warnings.add("the extended offset table does not fit the fragments and is ignored");
        }
        if (items.getFirst().length() >= 4) {
            var starts = starts(table(items.getFirst().bytes()), frames, positions);
            if (starts.isPresent()) {
                warnOfMore(starts.get(), frames, warnings);
                return new FragmentIndex(fragments, starts.get(), AS_LONG_AS_THEY_ARE, warnings);
            }
            warnings.add("the basic offset table does not fit the fragments and is ignored");
        }
        return new FragmentIndex(
                fragments,
                search(fragments, frames, start, warnings),
                AS_LONG_AS_THEY_ARE,
                warnings);
    }

    /** How many frames there are fragments for. */
    int frames() {
        return starts.length;
    }

    byte[] frame(int frame) {
        var from = starts[frame];
        var to = frame + 1 < starts.length ? starts[frame + 1] : fragments.size();
        var length = 0L;
        for (var i = from; i < to; i++) {
            length += fragments.get(i).length();
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new PixelException("a compressed frame may have at most 2 GiB");
        }
        var bytes = fragments.get(from).bytes();
        if (to - from > 1) {
            bytes = Arrays.copyOf(bytes, (int) length);
            var at = (int) fragments.get(from).length();
            for (var i = from + 1; i < to; i++) {
                var more = fragments.get(i).bytes();
                System.arraycopy(more, 0, bytes, at, more.length);
                at += more.length;
            }
        }
        return lengths.length > 0 && lengths[frame] > 0 && lengths[frame] < bytes.length
                ? Arrays.copyOf(bytes, (int) lengths[frame])
                : bytes;
    }

    private static Optional<int[]> starts(long[] offsets, int frames, long[] positions) {
        if (offsets.length < frames || offsets[0] != 0) {
            return Optional.empty();
        }
        var starts = new int[offsets.length];
        for (var i = 0; i < starts.length; i++) {
            starts[i] = Arrays.binarySearch(positions, offsets[i]);
            if (starts[i] < 0 || (i > 0 && starts[i] <= starts[i - 1])) {
                return Optional.empty();
            }
        }
        return Optional.of(starts);
    }

    private static void warnOfMore(int[] starts, int frames, List<String> warnings) {
        if (starts.length > frames) {
            warnings.add(
                    "NumberOfFrames says %d; the offset table has %d"
                            .formatted(frames, starts.length));
        }
    }

    private static int[] search(
            List<Content> fragments, int frames, Codecs.Start start, List<String> warnings) {
        if (frames == 1) {
            return new int[] {0};
        }
        if (fragments.size() == frames) {
            return each(frames);
        }
        var found = new int[fragments.size()];
        var count = 0;
        for (var i = 0; i < found.length; i++) {
            var fragment = fragments.get(i);
            if (start.matches(
                    fragment.slice(0, Math.min(START_BYTES, fragment.length())).bytes())) {
                found[count++] = i;
            }
        }
        if (count > 0 && found[0] == 0) {
            if (count != frames) {
                warnings.add(
                        "NumberOfFrames says %d; the fragments hold %d".formatted(frames, count));
            }
            return Arrays.copyOf(found, Math.min(count, frames));
        }
        if (fragments.size() < frames) {
            warnings.add(
                    "NumberOfFrames says %d; there are %d fragments"
                            .formatted(frames, fragments.size()));
            return each(fragments.size());
        }
        throw new PixelException(
                "%d fragments hold %d frames, and neither a table nor their beginnings say which"
                        .formatted(fragments.size(), frames));
    }

    private static int[] each(int count) {
        var starts = new int[count];
        Arrays.setAll(starts, i -> i);
        return starts;
    }

    private static long[] table(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var offsets = new long[bytes.length / 4];
        Arrays.setAll(offsets, _ -> buffer.getInt() & 0xFFFFFFFFL);
        return offsets;
    }

    private static long[] longs(byte[] bytes) {
        var values = new long[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        return values;
    }
}
