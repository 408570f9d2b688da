package io.meridian.cli.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Looks for identifiers in every byte below a folder: plain and in every character set used, as hex
 * and base64, inside gzip members and zlib or raw-deflate streams (PNG, zip, compressed blobs).
 */
final class IdentitySearch {
    private static final int MAXIMUM_INFLATED = 64 << 20;
    private static final int HEAD = 3;
    private static final int PREFIX = 4;

    /** Shorter forms would be met by chance among millions of encrypted bytes. */
    private static final int SHORTEST = 6;

    private final Map<Integer, List<byte[]>> needles = new HashMap<>();
    private final BitSet prefixes = new BitSet();

    IdentitySearch(Set<String> identifiers) {
        for (var identifier : identifiers) {
            var forms = new LinkedHashSet<String>();
            for (var charset :
                    List.of(
                            StandardCharsets.UTF_8,
                            Charset.forName("GB18030"),
                            StandardCharsets.UTF_16LE,
                            StandardCharsets.UTF_16BE)) {
                var bytes = identifier.getBytes(charset);
                forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
                forms.add(HexFormat.of().formatHex(bytes));
                forms.addAll(base64(bytes));
            }
            forms.stream()
                    .filter(form -> form.length() >= SHORTEST)
                    .map(form -> form.getBytes(StandardCharsets.ISO_8859_1))
                    .forEach(this::add);
        }
    }

    /** The characters that depend on these bytes alone, wherever in a group of three they begin. */
    private static List<String> base64(byte[] bytes) {
        var forms = new ArrayList<String>();
        for (var before = 0; before < 3; before++) {
            var shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            var form = text.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
            if (form.length() > 10) {
                forms.add(form);
            }
        }
        return forms;
    }

    private void add(byte[] needle) {
        var prefix = prefix(needle, 0);
        needles.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(needle);
        prefixes.set(slot(prefix));
    }

    /** Files in which an identifier was found, relative to the folder. */
    Set<String> findings(Path folder) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (matches(file.getFileName().toString().getBytes(StandardCharsets.UTF_8))
                        || deepMatches(Files.readAllBytes(file))) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return found;
    }

    boolean deepMatches(byte[] bytes) throws IOException {
        if (matches(bytes)) {
            return true;
        }
        for (var at = 0; at + HEAD < bytes.length; at++) {
            var first = bytes[at] & 0xff;
            var second = bytes[at + 1] & 0xff;
            if (first == 0x1f && second == 0x8b && bytes[at + 2] == 8) {
                if (matches(gunzip(bytes, at))) {
                    return true;
                }
            } else if ((first & 0x0f) == 8 && first <= 0x78 && (first * 256 + second) % 31 == 0) {
                if (matches(inflate(bytes, at, false))) {
                    return true;
                }
            } else if (first == 'P'
                    && second == 'K'
                    && bytes[at + 2] == 3
                    && at + 30 < bytes.length) {
                var nameLength = (bytes[at + 26] & 0xff) | (bytes[at + 27] & 0xff) << 8;
                var extraLength = (bytes[at + 28] & 0xff) | (bytes[at + 29] & 0xff) << 8;
                if (matches(inflate(bytes, at + 30 + nameLength + extraLength, true))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean matches(byte[] bytes) {
        for (var at = 0; at + PREFIX <= bytes.length; at++) {
            var prefix = prefix(bytes, at);
            if (prefixes.get(slot(prefix))) {
                for (var needle : needles.getOrDefault(prefix, List.of())) {
                    if (isAt(bytes, at, needle)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] needle) {
        return at + needle.length <= bytes.length
                && Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length);
    }

    private static int prefix(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    /** One of 2^20 places. */
    private static int slot(int prefix) {
        return (prefix * 0x9E3779B1) >>> 12;
    }

    private static byte[] gunzip(byte[] bytes, int from) {
        try (var stream =
                new GZIPInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            return stream.readNBytes(MAXIMUM_INFLATED);
        } catch (IOException _) {
            return new byte[0];
        }
    }

    /** As much as can be inflated; PNG's stream is cut into chunks, so a part is usual. */
    private static byte[] inflate(byte[] bytes, int from, boolean raw) {
        if (from >= bytes.length) {
            return new byte[0];
        }
        var out = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        try (var inflater = new Inflater(raw)) {
            inflater.setInput(bytes, from, bytes.length - from);
            while (!inflater.finished() && out.size() < MAXIMUM_INFLATED) {
                var count = inflater.inflate(buffer);
                if (count == 0) {
                    break;
                }
                out.write(buffer, 0, count);
            }
        } catch (DataFormatException _) {
            return out.toByteArray();
        }
        return out.toByteArray();
    }
}
