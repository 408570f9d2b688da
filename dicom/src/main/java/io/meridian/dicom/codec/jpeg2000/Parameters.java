package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marker segments of a main header or a tile's headers that say how to decode (T.800 A.6). A
 * tile's come before the main header's, a component's before all components'.
 */
final class Parameters {
    private static final int MAXIMUM_PROGRESSIONS = 64;

    private final int components;
    private final @Nullable Parameters main;
    private @Nullable CodingStyle style;
    private @Nullable Quantisation quantisation;
    private final @Nullable CodingStyle[] styles;
    private final @Nullable Quantisation[] quantisations;
    private final @Nullable Integer[] shifts;
    private final List<Progression> progressions = new ArrayList<>();

    private Parameters(int components, @Nullable Parameters main) {
        this.components = components;
        this.main = main;
        styles = new CodingStyle[components];
        quantisations = new Quantisation[components];
        shifts = new Integer[components];
    }

    static Parameters main(int components) {
        return new Parameters(components, null);
    }

    Parameters tile() {
        return new Parameters(components, this);
    }

    /** Takes a segment of one of the markers COD, COC, QCD, QCC, RGN and POC; others are passed. */
    void read(int marker, Bytes segment) {
        switch (marker) {
            case Marker.COD -> style = CodingStyle.cod(segment);
            case Marker.COC -> styles[component(segment)] = CodingStyle.coc(segment);
            case Marker.QCD -> quantisation = Quantisation.read(segment);
            case Marker.QCC -> quantisations[component(segment)] = Quantisation.read(segment);
            case Marker.RGN -> {
                var component = component(segment);
                var kind = segment.one();
                var shift = segment.one();
                if (kind != 0 || shift > 37) {
                    throw new CodecException(
                            "a region of interest must be shifted by 0 to 37 bits");
                }
                shifts[component] = shift;
            }
            case Marker.POC -> progressions(segment);
            default -> {}
        }
    }

    private int component(Bytes segment) {
        var component = segment.component(components);
        if (component >= components) {
            throw new CodecException("a segment of the codestream is about no component");
        }
        return component;
    }

    private void progressions(Bytes segment) {
        while (segment.left() >= 7) {
            var resolution0 = segment.one();
            var component0 = segment.component(components);
            var layers = segment.two();
            var resolution1 = segment.one();
            var component1 = segment.component(components);
            var order = segment.one();
            if (order > 4 || progressions.size() == MAXIMUM_PROGRESSIONS) {
                throw new CodecException(
                        "orders of progression must be 0 to 4, at most %d of them"
                                .formatted(MAXIMUM_PROGRESSIONS));
            }
            progressions.add(
                    new Progression(
                            resolution0,
                            component0,
                            layers,
                            resolution1,
                            component1 == 0 ? 256 : component1,
                            order));
        }
    }

    /** What belongs to the whole tile. */
    CodingStyle style() {
        if (style != null) {
            return style;
        }
        if (main == null) {
            throw new CodecException("a codestream must have a COD segment");
        }
        return main.style();
    }

    CodingStyle style(int component) {
        var own = styles[component];
        if (own != null) {
            return own.with(style());
        }
        return style != null || main == null ? style() : main.style(component).with(style());
    }

    Quantisation quantisation(int component) {
        var own = quantisations[component];
        if (own != null) {
            return own;
        }
        if (quantisation != null) {
            return quantisation;
        }
        if (main == null) {
            throw new CodecException("a codestream must have a QCD segment");
        }
        return main.quantisation(component);
    }

    int shift(int component) {
        var own = shifts[component];
        if (own != null) {
            return own;
        }
        return main == null ? 0 : main.shift(component);
    }

    List<Progression> progressions() {
        var own = progressions.isEmpty() && main != null ? main.progressions : progressions;
        return own.isEmpty()
                ? List.of(Progression.all(style()))
                : own.stream().map(run -> run.atMost(style().layers())).toList();
    }
}
