package io.meridian.dicom.pixels;

import io.meridian.dicom.Content;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Which fragments make which frame (PS3.5 annex A.4). */
final class Fragments {
    private Fragments() {}

    static byte[] ofFrame(List<Content> fragments, int frame, int frames) {
        if (fragments.size() < 2) {
            throw new PixelException("encapsulated PixelData has no fragment");
        }
        var content = fragments.subList(1, fragments.size());
        if (frames == 1) {
            return joined(content);
        }
        if (content.size() == frames) {
            return content.get(frame).bytes();
        }
        var offsets = offsets(fragments.getFirst().bytes());
        if (offsets.length != frames) {
            throw new PixelException(
                    "%d fragments hold %d frames and no offset table says which"
                            .formatted(content.size(), frames));
        }
        var from = offsets[frame];
        var to = frame + 1 < frames ? offsets[frame + 1] : Long.MAX_VALUE;
        var position = 0L;
        var first = -1;
        var last = content.size();
        for (var i = 0; i < content.size(); i++) {
            if (position == from) {
                first = i;
            }
            if (position == to) {
                last = i;
            }
            position += 8 + content.get(i).length();
        }
        if (first < 0 || last <= first) {
            throw new PixelException("the offset table points at no fragment");
        }
        return joined(content.subList(first, last));
    }

    private static long[] offsets(byte[] table) {
        var buffer = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        var offsets = new long[table.length / 4];
        for (var i = 0; i < offsets.length; i++) {
            offsets[i] = buffer.getInt() & 0xFFFFFFFFL;
        }
        return offsets;
    }

    private static byte[] joined(List<Content> fragments) {
        if (fragments.size() == 1) {
            return fragments.getFirst().bytes();
        }
        var out = new ByteArrayOutputStream();
        fragments.forEach(fragment -> out.writeBytes(fragment.bytes()));
        return out.toByteArray();
    }
}
