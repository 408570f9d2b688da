package io.meridian.dicom.web;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is wanted (PS3.18 section 8.3.5).
 *
 * @param window of the grey values; null for the object's own
 * @param viewport size and part of the image; null for all of it as it is
 * @param quality of lossy compression, 1 to 100
 */
public record RenderingParameters(
        @Nullable Window window, @Nullable Viewport viewport, int quality) {
    public static final RenderingParameters DEFAULT = new RenderingParameters(null, null, 90);

    private static final int LARGEST_SIDE = 16_384;

    public RenderingParameters {
        if (quality < 1 || quality > 100) {
            throw new DicomWebException.Malformed("quality is 1 to 100");
        }
    }

    /** How grey values become shades (PS3.3 section C.11.2.1.3). */
    public enum Shape {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID;

        /** As it stands in URLs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Centre and width in values after the modality LUT. */
    public record Window(double centre, double width, Shape shape) {
        public Window {
            var least = shape == Shape.LINEAR ? 1.0 : Double.MIN_VALUE;
            if (!Double.isFinite(centre) || !Double.isFinite(width) || width < least) {
                throw new DicomWebException.Malformed(
                        "window is centre, width and function; the width is at least 1");
            }
        }
    }

    /**
     * The picture's size at most, and the part of the image that is shown.
     *
     * @param left and top of the part, in pixels of the image
     * @param regionWidth of the part, 0 for the rest of the image; negative turns it round
     */
    public record Viewport(
            int width, int height, int left, int top, int regionWidth, int regionHeight) {
        public Viewport {
            if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
                throw new DicomWebException.Malformed(
                        "a viewport's sides are 1 to %d".formatted(LARGEST_SIDE));
            }
            if (left < 0 || top < 0) {
                throw new DicomWebException.Malformed("a viewport's part begins in the image");
            }
        }
    }

    /** Reads the query's parameters; those of other kinds are passed over. */
    public static RenderingParameters parse(Map<String, String> query) {
        if (query.containsKey("iccprofile") && !query.get("iccprofile").equals("no")) {
            throw new DicomWebException.Malformed("iccprofile is not offered here");
        }
        if (query.containsKey("annotation")) {
            throw new DicomWebException.Malformed("annotation is not offered here");
        }
        return new RenderingParameters(
                Optional.ofNullable(query.get("window")).map(Reading::window).orElse(null),
                Optional.ofNullable(query.get("viewport")).map(Reading::viewport).orElse(null),
                Optional.ofNullable(query.get("quality")).map(Reading::whole).orElse(90));
    }

    /** As a URL has it, without the question mark; empty where nothing is asked for. */
    public String toQueryString() {
        var parameters = new ArrayList<String>();
        if (window != null) {
            parameters.add(
                    "window=%s,%s,%s"
                            .formatted(window.centre(), window.width(), window.shape().word()));
        }
        if (viewport != null) {
            var size = viewport.width() + "," + viewport.height();
            var whole = viewport.regionWidth() == 0 && viewport.left() == 0 && viewport.top() == 0;
            parameters.add(
                    "viewport="
                            + (whole
                                    ? size
                                    : "%s,%d,%d,%d,%d"
                                            .formatted(
                                                    size,
                                                    viewport.left(),
                                                    viewport.top(),
                                                    viewport.regionWidth(),
                                                    viewport.regionHeight())));
        }
        if (quality != DEFAULT.quality()) {
            parameters.add("quality=" + quality);
        }
        return String.join("&", parameters);
    }

    private static final class Reading {
        private Reading() {}

        static Window window(String text) {
            var parts = text.split(",", 4);
            if (parts.length == 2 || parts.length == 3) {
                return new Window(
                        real(parts[0]),
                        real(parts[1]),
                        parts.length == 2 ? Shape.LINEAR : shape(parts[2]));
            }
            throw new DicomWebException.Malformed("window is centre, width and function");
        }

        static Viewport viewport(String text) {
            var parts = text.split(",", -1);
            if (parts.length != 2 && parts.length != 6) {
                throw new DicomWebException.Malformed("viewport is two or six numbers");
            }
            var numbers = new int[6];
            for (var i = 0; i < parts.length; i++) {
                numbers[i] = parts[i].isEmpty() && i > 1 ? 0 : whole(parts[i]);
            }
            return new Viewport(
                    numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }

        static int whole(String text) {
            if (!text.matches("-?[0-9]{1,7}")) {
                throw new DicomWebException.Malformed("quality and viewport are whole numbers");
            }
            return Integer.parseInt(text);
        }

        private static Shape shape(String text) {
            for (var each : Shape.values()) {
                if (each.word().equals(text)) {
                    return each;
                }
            }
            throw new DicomWebException.Malformed(
                    "a window's function is linear, linear-exact or sigmoid");
        }

        private static double real(String text) {
            if (!text.matches("[+-]?[0-9]{1,12}(\\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?")) {
                throw new DicomWebException.Malformed("window is two numbers and a function");
            }
            return Double.parseDouble(text);
        }
    }
}
