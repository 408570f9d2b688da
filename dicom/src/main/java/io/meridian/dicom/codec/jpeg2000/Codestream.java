package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a codestream and where its tiles' data lie (T.800 annex A). */
final class Codestream {
    private static final byte[] SIGNATURE = {
        0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, (byte) 0x87, 10
    };
    private static final long CODESTREAM_BOX = 0x6A703263;

    private final byte[] bytes;
    private final List<String> warnings;
    private final Size size;
    private final Parameters main;
    private int position;

    /** Packet headers that the main header holds, by the number of their segment. */
    private final SortedMap<Integer, byte[]> packedInMain = new TreeMap<>();

    /** What the tile-parts of a tile say and bring. */
    static final class TileData {
        final Parameters parameters;
        final List<int[]> ranges = new ArrayList<>();

        /** Packet headers that the tile's headers hold, by the number of their segment. */
        final SortedMap<Integer, byte[]> packed = new TreeMap<>();

        /** Packet headers that the main header holds for the tile. */
        final ByteArrayOutputStream packedInMain = new ByteArrayOutputStream();

        TileData(Parameters parameters) {
            this.parameters = parameters;
        }
    }

    /** Reads the main header. */
    Codestream(byte[] bytes, List<String> warnings) {
        this.bytes = bytes;
        this.warnings = warnings;
        position = start(bytes);
        if (marker() != Marker.SOC || marker() != Marker.SIZ) {
            throw new CodecException(
                    "a JPEG 2000 codestream must begin with SOC and SIZ; this one does not");
        }
        size = Size.read(segment());
        main = Parameters.main(size.components().size());
        while (!isNext(Marker.SOT)) {
            header(marker(), main, packedInMain, Marker.PPM);
        }
    }

    Size size() {
        return size;
    }

    Parameters main() {
        return main;
    }

    /** Where the codestream begins: at once, or in its box of a JP2 file (T.800 I.5). */
    private static int start(byte[] bytes) {
        for (var i = 0; i < SIGNATURE.length; i++) {
            if (i >= bytes.length || bytes[i] != SIGNATURE[i]) {
                return 0;
            }
        }
        long at = SIGNATURE.length;
        while (at + 8 <= bytes.length) {
            var box = new Bytes(bytes, (int) at, bytes.length);
            var length = box.four();
            var type = box.four();
            if (length == 1) {
                var high = box.four();
                length = high == 0 ? box.four() : Long.MAX_VALUE / 2;
            }
            if (type == CODESTREAM_BOX) {
                return box.position();
            }
            if (length < 8) {
                break;
            }
            at += length;
        }
        throw new CodecException("a JP2 file must have a codestream; this one has none");
    }

    private boolean isNext(int second) {
        return position + 2 <= bytes.length
                && bytes[position] == (byte) 0xFF
                && (bytes[position + 1] & 0xFF) == second;
    }

    private int marker() {
        if (position + 2 > bytes.length || bytes[position] != (byte) 0xFF) {
            throw new CodecException(
                    position + 2 > bytes.length
                            ? "the codestream ends within its headers"
                            : "a marker must follow a segment of the codestream; none does");
        }
        position += 2;
        return bytes[position - 1] & 0xFF;
    }

    private Bytes segment() {
        var length = new Bytes(bytes, position, bytes.length).two();
        if (length < 2 || position + length > bytes.length) {
            throw new CodecException("a segment must lie within the codestream; one does not");
        }
        var segment = new Bytes(bytes, position + 2, position + length);
        position += length;
        return segment;
    }

    /** A segment; packed packet headers may come by one marker (T.800 A.7.4 and A.7.5). */
    private void header(
            int marker, Parameters parameters, SortedMap<Integer, byte[]> packed, int allowed) {
        switch (marker) {
            case Marker.CAP -> throw new CodecException("High-Throughput JPEG 2000 is not decoded");
            case Marker.PPM, Marker.PPT -> {
                var segment = segment();
                if (marker != allowed || packed.put(segment.one(), segment.rest()) != null) {
                    throw new CodecException(
                            "packed packet headers must come once, in their place");
                }
            }
            case Marker.SOC, Marker.SIZ, Marker.SOD, Marker.EOC ->
                    throw new CodecException("there is a marker where none should be");
            default -> parameters.read(marker, segment());
        }
    }

    /** Reads the headers of all tile-parts. */
    @Nullable TileData[] tiles() {
        var tiles = new TileData[size.tiles()];
        var inMain = joined(packedInMain);
        var packed = new Bytes(inMain, 0, inMain.length);
        while (isNext(Marker.SOT)) {
            var start = position;
            marker();
            var segment = segment();
            var number = segment.two();
            var length = segment.four();
            if (number >= tiles.length) {
                throw new CodecException("a tile-part must be of a tile of the picture");
            }
            if (tiles[number] == null) {
                tiles[number] = new TileData(main.tile());
            }
            while (!isNext(Marker.SOD)) {
                header(marker(), tiles[number].parameters, tiles[number].packed, Marker.PPT);
            }
            if (packed.left() > 0) {
                tiles[number].packedInMain.writeBytes(packed.take(packed.four()));
            }
            marker();
            var end = length == 0 ? bytes.length : Math.min(start + length, bytes.length);
            if (end < position) {
                throw new CodecException("a tile-part must be as long as its headers");
            }
            tiles[number].ranges.add(new int[] {position, (int) end});
            position = (int) end;
        }
        if (position < bytes.length && !isNext(Marker.EOC)) {
            warnings.add("something that is no tile-part follows the tile-parts");
        }
        return tiles;
    }

    private static byte[] joined(SortedMap<Integer, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        parts.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** The packet headers of a tile that do not stand before their packets; none: empty. */
    static byte[] packedHeaders(TileData tile) {
        return tile.packed.isEmpty() ? tile.packedInMain.toByteArray() : joined(tile.packed);
    }

    byte[] data(TileData tile) {
        var out = new ByteArrayOutputStream();
        for (var range : tile.ranges) {
            out.write(bytes, range[0], range[1] - range[0]);
        }
        return out.toByteArray();
    }
}
