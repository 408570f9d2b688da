package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import java.util.List;

/**
 * What a picture of a frame shows.
 *
 * @param windows to be used instead of the object's own, at most one
 * @param choice which of the object's own VOI LUTs, from 0; the last if there are fewer
 */
public record View(List<VoiLut> windows, int choice, Overlays overlays) {
    /** The object's first VOI LUT, or from the least to the greatest value; no overlays. */
    public static final View DEFAULT = new View(List.of(), 0, Overlays.HIDDEN);

    /** Whether overlays are drawn. */
    public enum Overlays {
        HIDDEN,
        SHOWN
    }

    public View {
        windows = List.copyOf(windows);
        if (windows.size() > 1 || choice < 0) {
            throw new IllegalArgumentException("a view has one window and a choice from 0");
        }
    }

    public View withWindow(VoiLut window) {
        return new View(List.of(window), choice, overlays);
    }

    public View withChoice(int which) {
        return new View(List.of(), which, overlays);
    }

    public View withOverlays() {
        return new View(windows, choice, Overlays.SHOWN);
    }

    /** The VOI LUT to use; none if the object offers none. */
    List<VoiLut> voi(DataSet dataSet, int frame) {
        if (!windows.isEmpty()) {
            return windows;
        }
        var offered = VoiLut.of(dataSet, frame);
        return offered.isEmpty()
                ? List.of()
                : List.of(offered.get(Math.min(choice, offered.size() - 1)));
    }
}
