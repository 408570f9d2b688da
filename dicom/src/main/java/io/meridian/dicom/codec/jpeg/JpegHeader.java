package io.meridian.dicom.codec.jpeg;

import java.util.List;

/**
 * What a JPEG stream says of itself before its first scan (T.81 B.2.2).
 *
 * @param precision bits of a sample
 * @param rows lines; from the DNL segment where the frame header leaves them open
 * @param jfif an APP0 segment of JFIF was there, which promises YCbCr for three components
 */
public record JpegHeader(
        Coding coding,
        int precision,
        int rows,
        int columns,
        List<Component> components,
        boolean jfif,
        Adobe adobe) {
    public JpegHeader {
        components = List.copyOf(components);
    }

    /** The coding processes that are decoded. */
    public enum Coding {
        BASELINE,
        EXTENDED,
        PROGRESSIVE,
        LOSSLESS
    }

    /** The colour transform that Adobe's APP14 segment names. */
    public enum Adobe {
        ABSENT,
        NONE,
        YCC,
        OTHER
    }

    /**
     * One component.
     *
     * @param id as coded: any byte
     * @param horizontal and vertical sampling factors, 1 to 4
     * @param quantisation number of its quantisation table, 0 to 3
     */
    public record Component(int id, int horizontal, int vertical, int quantisation) {}

    boolean lossless() {
        return coding == Coding.LOSSLESS;
    }

    int maxHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElseThrow();
    }

    int maxVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }
}
