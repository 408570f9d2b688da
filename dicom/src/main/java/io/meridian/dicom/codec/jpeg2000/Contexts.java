package io.meridian.dicom.codec.jpeg2000;

/**
 * Context labels of coefficient bits (T.800 D.3), looked up by the flags of {@link BlockDecoder}.
 */
final class Contexts {
    static final int NORTH_EAST = 1;
    static final int SOUTH_EAST = 2;
    static final int SOUTH_WEST = 4;
    static final int NORTH_WEST = 8;
    static final int NORTH = 0x10;
    static final int EAST = 0x20;
    static final int SOUTH = 0x40;
    static final int WEST = 0x80;

    /** The neighbour there is negative. */
    static final int NEGATIVE_NORTH = 0x100;

    static final int NEGATIVE_EAST = 0x200;
    static final int NEGATIVE_SOUTH = 0x400;
    static final int NEGATIVE_WEST = 0x800;

    /** For each orientation and the eight neighbours' significance (table D.1). */
    static final byte[][] ZERO = new byte[4][256];

    /** For the straight neighbours' significance and sign: context, and in bit 7 the turn (D.3). */
    static final byte[] SIGN = new byte[256];

    static {
        for (var flags = 0; flags < 256; flags++) {
            var horizontal = has(flags, EAST) + has(flags, WEST);
            var vertical = has(flags, NORTH) + has(flags, SOUTH);
            var diagonal =
                    has(flags, NORTH_EAST)
                            + has(flags, SOUTH_EAST)
                            + has(flags, SOUTH_WEST)
                            + has(flags, NORTH_WEST);
            ZERO[0][flags] = straight(horizontal, vertical, diagonal);
            ZERO[1][flags] = straight(vertical, horizontal, diagonal);
            ZERO[2][flags] = ZERO[0][flags];
            ZERO[3][flags] = oblique(horizontal + vertical, diagonal);
            SIGN[flags] = sign(flags << 4);
        }
    }

    private Contexts() {}

    private static int has(int flags, int flag) {
        return (flags & flag) != 0 ? 1 : 0;
    }

    private static byte straight(int first, int second, int diagonal) {
        if (first == 2) {
            return 8;
        }
        if (first == 1) {
            return (byte) (second > 0 ? 7 : diagonal > 0 ? 6 : 5);
        }
        return (byte) (second > 0 ? 2 + second : Math.min(diagonal, 2));
    }

    private static byte oblique(int straight, int diagonal) {
        return (byte)
                switch (diagonal) {
                    case 0 -> Math.min(straight, 2);
                    case 1 -> 3 + Math.min(straight, 2);
                    case 2 -> 6 + Math.min(straight, 1);
                    default -> 8;
                };
    }

    private static byte sign(int flags) {
        var horizontal =
                Math.clamp(
                        one(flags, EAST, NEGATIVE_EAST) + one(flags, WEST, NEGATIVE_WEST), -1, 1);
        var vertical =
                Math.clamp(
                        one(flags, NORTH, NEGATIVE_NORTH) + one(flags, SOUTH, NEGATIVE_SOUTH),
                        -1,
                        1);
        var turned = horizontal < 0 || (horizontal == 0 && vertical < 0);
        var across = turned ? -horizontal : horizontal;
        var down = turned ? -vertical : vertical;
        var context = across == 1 ? 12 + down : 9 + down;
        return (byte) (turned ? context | 0x80 : context);
    }

    private static int one(int flags, int significant, int negative) {
        return (flags & significant) == 0 ? 0 : (flags & negative) == 0 ? 1 : -1;
    }
}
