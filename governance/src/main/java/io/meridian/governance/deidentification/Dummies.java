package io.meridian.governance.deidentification;

import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.nio.charset.StandardCharsets;

/** Values that say nothing and are valid for their VR (PS3.15 action D). */
final class Dummies {
    private Dummies() {}

    /** A dummy for any VR but SQ and UI, which depend on what was there. */
    static Element of(Tag tag, Vr vr) {
        return switch (vr) {
            case AE, CS, LO, LT, SH, ST, UC, UT -> text(tag, vr, "REMOVED");
            case PN -> text(tag, vr, "REMOVED^REMOVED");
            case UR -> text(tag, vr, "urn:removed");
            case AS -> text(tag, vr, "000Y");
            case DA -> text(tag, vr, "19000101");
            case DT -> text(tag, vr, "19000101000000");
            case TM -> text(tag, vr, "000000");
            case DS, IS -> text(tag, vr, "0");
            case AT, FD, FL, OB, OD, OF, OL, OV, OW, SL, SQ, SS, SV, UI, UL, UN, US, UV ->
                    Element.of(tag, vr, new byte[Math.max(2, vr.unit())]);
        };
    }

    static Element text(Tag tag, Vr vr, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        var padded = new byte[bytes.length + (bytes.length & 1)];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        if (padded.length > bytes.length) {
            padded[bytes.length] = vr.padding();
        }
        return Element.of(tag, vr, padded);
    }
}
