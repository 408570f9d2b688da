package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Overlays in unused bits of the pixel cells, on their way into OverlayData of their own: other
 * transfer syntaxes have no such bits (PS3.5 section 8.1.2).
 */
final class EmbeddedOverlays {
    private static final long MOST_BYTES = 64L << 20;

    private final Frames frames;
    private final List<Plane> planes;

    private record Plane(int group, BitPacker packer, ByteArrayOutputStream data) {}

    private EmbeddedOverlays(Frames frames, List<Plane> planes) {
        this.frames = frames;
        this.planes = planes;
    }

    static EmbeddedOverlays of(Frames frames) {
        var planes = new ArrayList<Plane>();
        for (var group : Overlay.embeddedGroups(frames.dataSet())) {
            planes.add(new Plane(group, new BitPacker(), new ByteArrayOutputStream()));
        }
        var bytes = (long) planes.size() * frames.count() * frames.rows() * frames.columns() / 8;
        if (bytes > MOST_BYTES) {
            throw new PixelException(
                    "overlays in unused bits of PixelData may have at most %d bytes when they are taken out"
                            .formatted(MOST_BYTES));
        }
        return new EmbeddedOverlays(frames, planes);
    }

    /** Takes the overlays of the next frame. */
    void take(int frame) {
        if (planes.isEmpty()) {
            return;
        }
        var overlays = Overlay.of(frames, frame);
        for (var plane : planes) {
            var found = overlays.stream().filter(each -> each.group() == plane.group).findFirst();
            var bits = new byte[frames.rows() * frames.columns()];
            found.ifPresent(overlay -> overlay.set().stream().forEach(i -> bits[i] = 1));
            plane.data.writeBytes(plane.packer.whole(bits));
        }
    }

    /** Puts them where an overlay of its own lies. */
    void describe(DataSet.Builder builder) {
        for (var plane : planes) {
            plane.data.writeBytes(plane.packer.rest());
            if (plane.data.size() % 2 != 0) {
                plane.data.write(0);
            }
            builder.numbers(Tag.of(plane.group, 0x0100), 1)
                    .numbers(Tag.of(plane.group, 0x0102), 0)
                    .bytes(Tag.of(plane.group, 0x3000), Vr.OW, plane.data.toByteArray());
            if (frames.count() > 1) {
                builder.text(Tag.of(plane.group, 0x0015), Vr.IS, Integer.toString(frames.count()))
                        .bytes(Tag.of(plane.group, 0x0051), Vr.US, new byte[] {1, 0});
            }
        }
    }
}
