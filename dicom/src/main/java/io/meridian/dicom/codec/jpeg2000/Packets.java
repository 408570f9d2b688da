package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;
import java.util.ArrayList;
import java.util.List;

/** Reads the packets of a tile into its code-blocks (T.800 B.9 and B.10). */
final class Packets implements Progression.Visitor {
    /** Coefficients are held in 32 bits with their sign and one bit behind the point. */
    private static final int MAXIMUM_PLANES = 30;

    /** Code-blocks that a tile may have whatever its data; beyond, so many for each byte. */
    private static final long FREE_BLOCKS = 65_536;

    private static final int BLOCKS_PER_BYTE = 16;

    private final byte[] data;
    private final CodingStyle style;
    private final List<TileComponent> components;
    private final List<Precinct> precincts;
    private int position;

    /** Where packet headers stand if not before their packets. */
    private final byte[] headers;

    private int headerPosition;

    private record Contribution(CodeBlock.Segment segment, CodeBlock block, int length) {}

    private final List<Contribution> contributions = new ArrayList<>();

    private Packets(
            byte[] data,
            byte[] headers,
            CodingStyle style,
            List<TileComponent> components,
            List<Precinct> precincts) {
        this.data = data;
        this.headers = headers;
        this.style = style;
        this.components = components;
        this.precincts = precincts;
    }

    /**
     * Reads all packets of a tile, and refuses a tile that lacks some.
     *
     * @param headers of the packets, empty if they stand before the packets' data
     * @return the precincts with their code-blocks
     */
    static List<Precinct> read(
            byte[] data,
            byte[] headers,
            Area tile,
            CodingStyle style,
            List<TileComponent> components,
            List<Progression> progressions) {
        var precincts = precincts(headers.length > 0 ? headers : data, tile, style, components);
        var packets = new Packets(data, headers, style, components, precincts);
        for (var progression : progressions) {
            progression.visit(precincts, packets);
        }
        if (precincts.stream().anyMatch(precinct -> precinct.nextLayer < style.layers())) {
            throw new CodecException("the orders of progression must reach all packets of a tile");
        }
        return packets.precincts;
    }

    /** A packet takes a byte at least, so that a small tile cannot ask for many precincts. */
    private static List<Precinct> precincts(
            byte[] data, Area tile, CodingStyle style, List<TileComponent> components) {
        var count = 0L;
        var blocks = 0L;
        for (var component : components) {
            for (var resolution : component.resolutions()) {
                count += resolution.precincts();
                blocks += resolution.precincts() == 0 ? 0 : resolution.blocks();
            }
        }
        if (count * style.layers() > data.length) {
            throw new CodecException(
                    "a tile has %d packets, which take as many bytes at least; it has %d"
                            .formatted(count * style.layers(), data.length));
        }
        if (blocks > FREE_BLOCKS + (long) data.length * BLOCKS_PER_BYTE) {
            throw new CodecException(
                    "a tile of %d bytes has too many code-blocks".formatted(data.length));
        }
        var precincts = new ArrayList<Precinct>((int) count);
        for (var index = 0; index < components.size(); index++) {
            for (var resolution : components.get(index).resolutions()) {
                for (var number = 0; number < resolution.precincts(); number++) {
                    precincts.add(resolution.precinct(index, number, tile));
                }
            }
        }
        return precincts;
    }

    @Override
    public void packet(Precinct precinct, int layer) {
        if (style.markedPackets()
                && isMarker(data, position, 0x91)
                && position + 6 <= data.length) {
            position += 6;
        }
        var packed = headers.length > 0;
        var bits =
                packed ? new PacketBits(headers, headerPosition) : new PacketBits(data, position);
        contributions.clear();
        if (bits.bit() == 1) {
            var component = components.get(precinct.component);
            var bands = precinct.resolution.bands;
            for (var i = 0; i < bands.size(); i++) {
                header(
                        bits,
                        precinct.parts().get(i),
                        bands.get(i).planes() + component.shift(),
                        component.style().mode(),
                        layer);
            }
        }
        var end = bits.finish();
        if (style.markedHeaders() && isMarker(packed ? headers : data, end, 0x92)) {
            end += 2;
        }
        if (packed) {
            headerPosition = end;
        } else {
            position = end;
        }
        for (var contribution : contributions) {
            contribution.block.append(data, position, contribution.length);
            contribution.segment.length += contribution.length;
            position += contribution.length;
        }
    }

    private static boolean isMarker(byte[] bytes, int at, int second) {
        return at + 2 <= bytes.length
                && bytes[at] == (byte) 0xFF
                && (bytes[at + 1] & 0xFF) == second;
    }

    private void header(PacketBits bits, Precinct.Part part, int planes, int mode, int layer) {
        for (var i = 0; i < part.blocks.length; i++) {
            var block = part.blocks[i];
            var x = i % part.across;
            var y = i / part.across;
            if (block.included) {
                if (bits.bit() == 0) {
                    continue;
                }
            } else {
                if (!java.util.Objects.requireNonNull(part.inclusion)
                        .below(x, y, layer + 1, bits)) {
                    continue;
                }
                block.included = true;
                block.planes = planes - zeroPlanes(part, x, y, planes, bits);
            }
            block(bits, block, mode);
        }
    }

    private static int zeroPlanes(Precinct.Part part, int x, int y, int planes, PacketBits bits) {
        var tree = java.util.Objects.requireNonNull(part.zeroPlanes);
        var zero = 0;
        while (!tree.below(x, y, zero + 1, bits)) {
            zero++;
            if (zero > planes) {
                throw new CodecException("a code-block has more zero bit planes than its band has");
            }
        }
        if (planes - zero > MAXIMUM_PLANES) {
            throw new CodecException(
                    "a code-block must have at most %d bit planes".formatted(MAXIMUM_PLANES));
        }
        return zero;
    }

    private void block(PacketBits bits, CodeBlock block, int mode) {
        var left = passes(bits);
        while (bits.bit() == 1) {
            block.lengthBits++;
        }
        while (left > 0) {
            var segment = block.segment(mode);
            var passes = Math.min(left, segment.maximumPasses - segment.passes);
            var size = block.lengthBits + 31 - Integer.numberOfLeadingZeros(passes);
            if (size > 31) {
                throw new CodecException("the length of a code-block's data must have 31 bits");
            }
            contributions.add(new Contribution(segment, block, bits.take(size)));
            segment.passes += passes;
            left -= passes;
        }
    }

    /** The number of new passes (T.800 table B.4). */
    private static int passes(PacketBits bits) {
        if (bits.bit() == 0) {
            return 1;
        }
        if (bits.bit() == 0) {
            return 2;
        }
        var more = bits.take(2);
        if (more < 3) {
            return 3 + more;
        }
        more = bits.take(5);
        return more < 31 ? 6 + more : 37 + bits.take(7);
    }
}
