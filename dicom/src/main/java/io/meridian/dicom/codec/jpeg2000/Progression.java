package io.meridian.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A run through precincts and layers in one of the five orders (T.800 B.12); without a POC segment
 * one run takes all.
 *
 * @param resolution0 first resolution
 * @param component0 first component
 * @param layers up to, not including
 * @param resolution1 up to, not including
 * @param component1 up to, not including
 * @param order 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL
 */
record Progression(
        int resolution0, int component0, int layers, int resolution1, int component1, int order) {
    private static final Comparator<Precinct> BY_RESOLUTION =
            Comparator.comparingInt(precinct -> precinct.resolution.level);
    private static final Comparator<Precinct> BY_COMPONENT =
            Comparator.comparingInt(precinct -> precinct.component);
    private static final Comparator<Precinct> BY_NUMBER =
            Comparator.comparingInt(precinct -> precinct.number);
    private static final Comparator<Precinct> BY_PLACE =
            Comparator.<Precinct>comparingLong(precinct -> precinct.y)
                    .thenComparingLong(precinct -> precinct.x);

    static Progression all(CodingStyle style) {
        return new Progression(0, 0, style.layers(), 33, Integer.MAX_VALUE, style.progression());
    }

    Progression atMost(int maximum) {
        return new Progression(
                resolution0, component0, Math.min(layers, maximum), resolution1, component1, order);
    }

    /** Takes the packets in their order. */
    interface Visitor {
        void packet(Precinct precinct, int layer);
    }

    void visit(List<Precinct> all, Visitor visitor) {
        var chosen = new ArrayList<Precinct>();
        for (var precinct : all) {
            if (precinct.resolution.level >= resolution0
                    && precinct.resolution.level < resolution1
                    && precinct.component >= component0
                    && precinct.component < component1) {
                chosen.add(precinct);
            }
        }
        chosen.sort(comparator());
        switch (order) {
            case 0 -> byLayer(chosen, visitor);
            case 1 -> {
                for (var from = 0; from < chosen.size(); ) {
                    var to = from;
                    while (to < chosen.size()
                            && chosen.get(to).resolution.level
                                    == chosen.get(from).resolution.level) {
                        to++;
                    }
                    byLayer(chosen.subList(from, to), visitor);
                    from = to;
                }
            }
            default -> {
                for (var precinct : chosen) {
                    while (precinct.nextLayer < layers) {
                        visitor.packet(precinct, precinct.nextLayer++);
                    }
                }
            }
        }
    }

    private void byLayer(List<Precinct> precincts, Visitor visitor) {
        for (var layer = 0; layer < layers; layer++) {
            for (var precinct : precincts) {
                if (precinct.nextLayer == layer) {
                    precinct.nextLayer++;
                    visitor.packet(precinct, layer);
                }
            }
        }
    }

    private Comparator<Precinct> comparator() {
        return switch (order) {
            case 0, 1 -> BY_RESOLUTION.thenComparing(BY_COMPONENT).thenComparing(BY_NUMBER);
            case 2 -> BY_RESOLUTION.thenComparing(BY_PLACE).thenComparing(BY_COMPONENT);
            case 3 -> BY_PLACE.thenComparing(BY_COMPONENT).thenComparing(BY_RESOLUTION);
            default -> BY_COMPONENT.thenComparing(BY_PLACE).thenComparing(BY_RESOLUTION);
        };
    }
}
