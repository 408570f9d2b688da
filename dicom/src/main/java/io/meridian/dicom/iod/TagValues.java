package io.meridian.dicom.iod;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Values that are tags themselves: VR AT. */
final class TagValues {
    private static final int BYTES = 4;

    private TagValues() {}

    /** In their order; none for another VR. What came as UN is read by the dictionary. */
    static List<Tag> of(Element element) {
        var isUnknown = element.vr() == Vr.UN;
        if ((isUnknown ? Dictionary.standard().vr(element.tag()) : element.vr()) != Vr.AT) {
            return List.of();
        }
        var buffer = ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        var tags = new ArrayList<Tag>();
        while (buffer.remaining() >= BYTES) {
            var group = buffer.getShort() & 0xFFFF;
            tags.add(Tag.of(group, buffer.getShort() & 0xFFFF));
        }
        return tags;
    }
}
