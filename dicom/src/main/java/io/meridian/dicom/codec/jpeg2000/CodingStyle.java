package io.meridian.dicom.codec.jpeg2000;

import static io.meridian.dicom.codec.CodecException.require;

/**
 * How a tile or a component is coded (COD and COC, T.800 A.6.1 and A.6.2).
 *
 * @param flags Scod: 2 SOP markers may occur, 4 EPH markers occur
 * @param progression 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL
 * @param levels of decomposition, 0 to 32
 * @param blockWidth and blockHeight of code-blocks, as powers of two
 * @param mode of code-blocks: 1 bypass, 2 reset, 4 terminate each pass, 8 vertically causal, 32
 *     segmentation symbols
 * @param precincts width (bits 0 to 3) and height (bits 4 to 7) at each resolution, as powers of
 *     two
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record CodingStyle(
        int flags,
        int progression,
        int layers,
        boolean componentTransform,
        int levels,
        int blockWidth,
        int blockHeight,
        int mode,
        boolean reversible,
        int[] precincts) {
    static final int BYPASS = 1;
    static final int RESET = 2;
    static final int TERMINATE = 4;
    static final int CAUSAL = 8;
    static final int SYMBOLS = 32;

    boolean markedPackets() {
        return (flags & 2) != 0;
    }

    boolean markedHeaders() {
        return (flags & 4) != 0;
    }

    static CodingStyle cod(Bytes segment) {
        var flags = segment.one();
        var progression = segment.one();
        var layers = segment.two();
        var transform = segment.one();
        require(progression <= 4, "there is no such order of progression");
        require(layers >= 1, "a tile must have 1 to 65535 layers");
        require(transform <= 1, "there is no such component transform in part 1");
        return component(flags, progression, layers, transform == 1, segment);
    }

    /** The style of one component; what belongs to the tile must be put in by {@link #with}. */
    static CodingStyle coc(Bytes segment) {
        return component(segment.one() & 1, 0, 1, false, segment);
    }

    /** This component's style with what belongs to the tile. */
    CodingStyle with(CodingStyle tile) {
        return new CodingStyle(
                tile.flags,
                tile.progression,
                tile.layers,
                tile.componentTransform,
                levels,
                blockWidth,
                blockHeight,
                mode,
                reversible,
                precincts);
    }

    private static CodingStyle component(
            int flags, int progression, int layers, boolean transform, Bytes segment) {
        var levels = segment.one();
        var width = (segment.one() & 15) + 2;
        var height = (segment.one() & 15) + 2;
        var mode = segment.one();
        var wavelet = segment.one();
        require(levels <= 32, "there must be at most 32 levels of decomposition");
        require(
                width <= 10 && height <= 10 && width + height <= 12,
                "a code-block must have at most 4096 samples");
        require((mode & 0x40) == 0, "High-Throughput JPEG 2000 is not decoded");
        require(mode < 0x40, "there is no such mode of code-blocks in part 1");
        require(wavelet <= 1, "there is no such wavelet in part 1");
        var precincts = new int[levels + 1];
        for (var i = 0; i <= levels; i++) {
            precincts[i] = (flags & 1) == 0 ? 0xFF : segment.one();
            require(
                    i == 0 || ((precincts[i] & 15) > 0 && precincts[i] >> 4 > 0),
                    "a precinct must be two samples wide and high at least");
        }
        return new CodingStyle(
                flags,
                progression,
                layers,
                transform,
                levels,
                width,
                height,
                mode,
                wavelet == 1,
                precincts);
    }
}
