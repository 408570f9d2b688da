package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import java.util.ArrayList;

/**
 * Decodes a JPEG 2000 codestream of part 1 (ITU-T T.800), bare or in a JP2 file: 1 to 4 components
 * of equal size and 1 to 16 bits. Extensions of part 2, High-Throughput blocks and subsampled
 * components are refused by name.
 *
 * <p>A codestream that ends before its last packet is refused: a picture with an invented part is
 * worse than none. An empty picture takes hardly any bytes, so a frame may have 16 million samples
 * whatever its size, and 4,096 more for each byte. Memory: 4 bytes for each sample, 4 more for each
 * of the tile in hand, and for a tile at most 65,536 code-blocks and 16 more for each of its bytes.
 */
public final class Jpeg2000Decoder {
    private static final long FREE_SAMPLES = 1 << 24;
    private static final long SAMPLES_PER_BYTE = 4096;

    private Jpeg2000Decoder() {}

    /**
     * What the codestream says of itself.
     *
     * @throws CodecException if it is no JPEG 2000 codestream or one that is not decoded
     */
    public static Jpeg2000Header header(byte[] bytes) {
        return header(new Codestream(bytes, new ArrayList<>()));
    }

    private static Jpeg2000Header header(Codestream codestream) {
        return Jpeg2000Header.of(codestream.size(), codestream.main().style());
    }

    /**
     * Decodes a frame.
     *
     * @param expected checked before memory is taken for samples
     * @throws CodecException if the codestream breaks the standard, is of another size, or is one
     *     that is not decoded
     */
    public static Jpeg2000Image decode(byte[] bytes, FrameSize expected) {
        var warnings = new ArrayList<String>();
        var codestream = new Codestream(bytes, warnings);
        var header = header(codestream);
        expected.require(header.rows(), header.columns(), header.components());
        if (expected.values() > FREE_SAMPLES + bytes.length * SAMPLES_PER_BYTE) {
            throw new CodecException(
                    "a frame of %d samples must take more than %d bytes"
                            .formatted(expected.values(), bytes.length));
        }
        var tiles = codestream.tiles();
        var decoder = new TileDecoder(codestream.size());
        for (var number = 0; number < tiles.length; number++) {
            var tile = tiles[number];
            if (tile == null) {
                throw new CodecException(
                        "tile %d of %d is missing".formatted(number + 1, tiles.length));
            }
            decoder.decode(
                    number, tile.parameters, codestream.data(tile), Codestream.packedHeaders(tile));
        }
        return new Jpeg2000Image(header, decoder.samples(), warnings);
    }
}
