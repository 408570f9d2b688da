package io.meridian.governance.residual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds any of many byte patterns, ASCII letters in either case. One pass over the bytes: a table
 * of 65,536 pairs of first bytes decides where a closer look is worth it. Immutable.
 */
final class PatternSearch {
    private static final int BOUNDED_BELOW = 8;

    private final boolean[] starts = new boolean[1 << 16];
    private final Map<Integer, List<Found>> byStart = new HashMap<>();
    private final int shortest;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Found(byte[] folded, IdentifierKind kind, boolean bounded) {}

    /**
     * Patterns to look for.
     *
     * @param patterns what to look for; shorter ones than {@code shortest} are left out
     */
    PatternSearch(Map<Bytes, IdentifierKind> patterns, int shortest) {
        this.shortest = shortest;
        patterns.forEach((pattern, kind) -> add(pattern.content(), kind));
    }

    private void add(byte[] pattern, IdentifierKind kind) {
        if (pattern.length < Math.max(2, shortest)) {
            return;
        }
        var folded = new byte[pattern.length];
        var ascii = true;
        for (var i = 0; i < pattern.length; i++) {
            folded[i] = fold(pattern[i]);
            ascii &= pattern[i] >= 0;
        }
        var key = key(folded[0], folded[1]);
        starts[key] = true;
        byStart.computeIfAbsent(key, _ -> new ArrayList<>())
                .add(
                        new Found(
                                folded,
                                kind,
                                ascii
                                        && (pattern.length < BOUNDED_BELOW
                                                || kind == IdentifierKind.NUMBER)));
    }

    Optional<IdentifierKind> in(byte[] bytes) {
        for (var at = 0; at + shortest <= bytes.length && at + 1 < bytes.length; at++) {
            var key = key(fold(bytes[at]), fold(bytes[at + 1]));
            if (starts[key]) {
                for (var pattern : byStart.getOrDefault(key, List.of())) {
                    if (matches(bytes, at, pattern)) {
                        return Optional.of(pattern.kind());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Short ASCII patterns count only as whole words, as "LEE" does not occur in "SLEEVE". */
    private static boolean matches(byte[] bytes, int at, Found pattern) {
        var folded = pattern.folded();
        if (at + folded.length > bytes.length) {
            return false;
        }
        for (var i = 2; i < folded.length; i++) {
            if (fold(bytes[at + i]) != folded[i]) {
                return false;
            }
        }
        return !pattern.bounded()
                || ((at == 0 || !isAlphanumeric(bytes[at - 1]))
                        && (at + folded.length == bytes.length
                                || !isAlphanumeric(bytes[at + folded.length])));
    }

    private static boolean isAlphanumeric(byte each) {
        return (each >= '0' && each <= '9')
                || (each >= 'A' && each <= 'Z')
                || (each >= 'a' && each <= 'z');
    }

    private static byte fold(byte each) {
        return each >= 'a' && each <= 'z' ? (byte) (each - 32) : each;
    }

    private static int key(byte first, byte second) {
        return ((first & 0xff) << 8) | (second & 0xff);
    }
}
