package io.meridian.cli.phantom;

import java.util.Locale;

/**
 * The letters that a device burns in: 5 × 7 dots, as old consoles have. Our own, so that the same
 * seed gives the same pixels whatever fonts a machine has.
 */
final class PhantomFont {
    static final int WIDTH = 5;
    static final int HEIGHT = 7;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** Rows from top to bottom, five dots each as the low bits of a hexadecimal pair. */
    private static final String[] DOTS = {
        "0E11111F111111", "1E11111E11111E", "0E11101010110E", "1E11111111111E",
        "1F10101E10101F", "1F10101E101010", "0E11101713110F", "1111111F111111",
        "0E04040404040E", "0702020202120C", "11121418141211", "1010101010101F",
        "111B1515111111", "11191513111111", "0E11111111110E", "1E11111E101010",
        "0E11111115120D", "1E11111E141211", "0F10100E01011E", "1F040404040404",
        "1111111111110E", "11111111110A04", "1111111515150A", "11110A040A1111",
        "11110A04040404", "1F01020408101F", "0E11131519110E", "040C040404040E",
        "0E11010204081F", "1F02040201110E", "02060A121F0202", "1F101E0101110E",
        "0608101E11110E", "1F010204080808", "0E11110E11110E", "0E11110F01020C"
    };

    private PhantomFont() {}

    /** Whether there is ink at a dot of a letter; what has no letter is a space. */
    static boolean ink(char letter, int row, int column) {
        var at = LETTERS.indexOf(String.valueOf(letter).toUpperCase(Locale.ROOT));
        if (at < 0) {
            return false;
        }
        var bits = Integer.parseInt(DOTS[at].substring(2 * row, 2 * row + 2), 16);
        return (bits >> (WIDTH - 1 - column) & 1) == 1;
    }
}
