package io.meridian.artifact.journal;

import io.meridian.artifact.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 as it stands there: slow, recursive, and written apart from the module. */
final class Rfc6962 {
    private Rfc6962() {}

    /** MTH(D[n]). */
    static byte[] root(List<byte[]> entries) {
        return switch (entries.size()) {
            case 0 -> sha256(new byte[0]);
            case 1 -> sha256(concat(new byte[] {0}, entries.getFirst()));
            default -> {
                var k = split(entries.size());
                yield sha256(
                        concat(
                                new byte[] {1},
                                root(entries.subList(0, k)),
                                root(entries.subList(k, entries.size()))));
            }
        };
    }

    /** PATH(m, D[n]). */
    static List<Digest> path(int m, List<byte[]> entries) {
        if (entries.size() == 1) {
            return List.of();
        }
        var k = split(entries.size());
        var left = entries.subList(0, k);
        var right = entries.subList(k, entries.size());
        return m < k
                ? and(path(m, left), Digest.ofHash(root(right)))
                : and(path(m - k, right), Digest.ofHash(root(left)));
    }

    /** PROOF(m, D[n]). */
    static List<Digest> proof(int m, List<byte[]> entries) {
        return m == 0 || m == entries.size() ? List.of() : subproof(m, entries, true);
    }

    private static List<Digest> subproof(int m, List<byte[]> entries, boolean whole) {
        if (m == entries.size()) {
            return whole ? List.of() : List.of(Digest.ofHash(root(entries)));
        }
        var k = split(entries.size());
        var left = entries.subList(0, k);
        var right = entries.subList(k, entries.size());
        return m <= k
                ? and(subproof(m, left, whole), Digest.ofHash(root(right)))
                : and(subproof(m - k, right, false), Digest.ofHash(root(left)));
    }

    private static List<Digest> and(List<Digest> list, Digest last) {
        var all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    private static int split(int n) {
        var k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] concat(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
