package io.meridian.dicom.internal;

import io.meridian.dicom.Vr;
import org.jspecify.annotations.Nullable;

/** Value representations by their two letters. */
public final class Vrs {
    private static final int LETTERS = 26;
    private static final @Nullable Vr[] BY_LETTERS = new @Nullable Vr[LETTERS * LETTERS];

    static {
        for (var vr : Vr.values()) {
            BY_LETTERS[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private Vrs() {}

    /** The VR of two bytes, null if they are none that the standard knows. */
    public static @Nullable Vr find(int first, int second) {
        var index = index(first, second);
        return index < 0 ? null : BY_LETTERS[index];
    }

    /** Two bytes that a VR, perhaps a future one, could be (PS3.5 section 6.2). */
    public static boolean couldBe(int first, int second) {
        return index(first, second) >= 0;
    }

    private static int index(int first, int second) {
        var a = first - 'A';
        var b = second - 'A';
        return a < 0 || a >= LETTERS || b < 0 || b >= LETTERS ? -1 : a * LETTERS + b;
    }
}
