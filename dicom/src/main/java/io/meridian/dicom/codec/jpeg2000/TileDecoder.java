package io.meridian.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/** Decodes tiles into the samples of a picture. Not thread-safe. */
final class TileDecoder {
    private final Size size;
    private final int[] samples;
    private final BlockDecoder blocks = new BlockDecoder();

    /**
     * The samples of a tile's component before the component transform.
     *
     * @param whole if reversible, else {@code real}
     */
    @SuppressWarnings("ArrayRecordComponent") // used at once
    private record Values(int[] whole, float[] real) {
        private static final Values NONE = new Values(new int[0], new float[0]);

        static Values of(boolean reversible, int count) {
            return reversible
                    ? new Values(new int[count], NONE.real)
                    : new Values(NONE.whole, new float[count]);
        }

        int rounded(int at) {
            return whole.length > 0 ? whole[at] : (int) Math.rint(real[at]);
        }
    }

    TileDecoder(Size size) {
        this.size = size;
        var area = new Area(size.x0(), size.y0(), size.x1(), size.y1());
        samples = new int[area.width() * area.height() * size.components().size()];
    }

    int[] samples() {
        return samples;
    }

    void decode(int number, Parameters parameters, byte[] data, byte[] packedHeaders) {
        var tile = size.tile(number);
        var components = new ArrayList<TileComponent>();
        for (var index = 0; index < size.components().size(); index++) {
            components.add(
                    TileComponent.of(
                            tile,
                            size.components().get(index).precision(),
                            parameters.style(index),
                            parameters.quantisation(index),
                            parameters.shift(index)));
        }
        var precincts =
                Packets.read(
                        data,
                        packedHeaders,
                        tile,
                        parameters.style(),
                        components,
                        parameters.progressions());
        var values = new ArrayList<Values>();
        for (var component : components) {
            values.add(
                    Values.of(
                            component.style().reversible(),
                            component.area().width() * component.area().height()));
        }
        for (var precinct : precincts) {
            if (precinct.hasParts()) {
                coefficients(
                        precinct,
                        components.get(precinct.component),
                        values.get(precinct.component));
            }
        }
        for (var index = 0; index < components.size(); index++) {
            var component = components.get(index);
            var stride = component.area().width();
            if (component.style().reversible()) {
                Wavelet.reversible(values.get(index).whole, stride, component.resolutions());
            } else {
                Wavelet.irreversible(values.get(index).real, stride, component.resolutions());
            }
        }
        if (parameters.style().componentTransform() && components.size() >= 3) {
            untransform(values);
        }
        store(tile, values);
    }

    private void coefficients(Precinct precinct, TileComponent component, Values values) {
        var bands = precinct.resolution.bands;
        var stride = component.area().width();
        for (var i = 0; i < bands.size(); i++) {
            var band = bands.get(i);
            for (var block : precinct.parts().get(i).blocks) {
                if (!block.included || block.area.isEmpty()) {
                    continue;
                }
                blocks.decode(block, band.orientation(), component.style().mode());
                var at =
                        (band.y() + block.area.y0() - band.area().y0()) * stride
                                + band.x()
                                + block.area.x0()
                                - band.area().x0();
                place(block.area, component, band.step(), values, at);
            }
        }
    }

    private void place(Area area, TileComponent component, float step, Values values, int to) {
        var stride = component.area().width();
        var from = 0;
        var half = step * 0.5f;
        for (var y = 0; y < area.height(); y++) {
            var at = to + y * stride;
            for (var x = 0; x < area.width(); x++, at++, from++) {
                var value = blocks.values()[from];
                if (component.shift() > 0) {
                    value = unshifted(value, component.shift());
                }
                if (component.style().reversible()) {
                    values.whole[at] = value / 2;
                } else {
                    values.real[at] = value * half;
                }
            }
        }
    }

    /** A coefficient of a region of interest lies above all others (T.800 H.1). */
    private static int unshifted(int value, int shift) {
        var magnitude = Math.abs(value);
        if (shift > 30 || magnitude >> 1 < 1 << shift) {
            return value;
        }
        return value < 0 ? -(magnitude >> shift) : magnitude >> shift;
    }

    /** Undoes the component transform (T.800 annex G). */
    private static void untransform(List<Values> values) {
        var first = values.get(0);
        var second = values.get(1);
        var third = values.get(2);
        if (first.whole.length > 0 && second.whole.length > 0 && third.whole.length > 0) {
            for (var i = 0; i < first.whole.length; i++) {
                var green = first.whole[i] - ((second.whole[i] + third.whole[i]) >> 2);
                first.whole[i] = third.whole[i] + green;
                third.whole[i] = second.whole[i] + green;
                second.whole[i] = green;
            }
            return;
        }
        if (first.real.length == 0 || second.real.length == 0 || third.real.length == 0) {
            throw new io.meridian.dicom.codec.CodecException(
                    "components that are transformed together must have the same wavelet");
        }
        for (var i = 0; i < first.real.length; i++) {
            var luminance = first.real[i];
            var blue = second.real[i];
            var red = third.real[i];
            first.real[i] = luminance + 1.402f * red;
            second.real[i] = luminance - 0.344136f * blue - 0.714136f * red;
            third.real[i] = luminance + 1.772f * blue;
        }
    }

    private void store(Area tile, List<Values> values) {
        var columns = size.x1() - size.x0();
        var count = values.size();
        for (var index = 0; index < count; index++) {
            var component = size.components().get(index);
            var half = 1 << (component.precision() - 1);
            var shift = component.signed() ? 0 : half;
            var minimum = component.signed() ? -half : 0;
            var maximum = minimum + 2 * half - 1;
            var from = values.get(index);
            var source = 0;
            for (var y = tile.y0(); y < tile.y1(); y++) {
                var at = ((y - size.y0()) * columns + tile.x0() - size.x0()) * count + index;
                for (var x = tile.x0(); x < tile.x1(); x++, at += count) {
                    samples[at] =
                            Math.clamp((long) from.rounded(source++) + shift, minimum, maximum);
                }
            }
        }
    }
}
