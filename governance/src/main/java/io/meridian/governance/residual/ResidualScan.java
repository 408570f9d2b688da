package io.meridian.governance.residual;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Searches a de-identified object for what the original header knew of its patient: names in all
 * their groups and spellings, numbers, dates in common notations, telephone and address, original
 * UIDs. Values are searched as text; the object's bytes are searched in every character set in use,
 * so that neither an unknown VR nor a wrong Specific Character Set hides anything. Holds
 * identifiers in clear while it lives: make it, use it, drop it.
 */
public final class ResidualScan {
    private static final List<Charset> CHARACTER_SETS =
            List.of(
                    StandardCharsets.UTF_8,
                    Charset.forName("GB18030"),
                    StandardCharsets.ISO_8859_1,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE,
                    Charset.forName("Big5"),
                    Charset.forName("ISO-2022-JP"),
                    Charset.forName("EUC-KR"));

    /** Shorter patterns would meet themselves by chance in bytes that are no text. */
    private static final int SHORTEST_IN_BYTES = 4;

    private static final int SHORTEST_IN_PIXELS = 8;

    private final PatternSearch inValues;
    private final PatternSearch inBytes;
    private final PatternSearch inPixels;

    private ResidualScan(Map<String, IdentifierKind> texts) {
        var plain = new HashMap<Bytes, IdentifierKind>();
        var encoded = new HashMap<Bytes, IdentifierKind>();
        texts.forEach((text, kind) -> {
            plain.put(new Bytes(text.getBytes(StandardCharsets.UTF_8)), kind);
            var ascii = text.chars().allMatch(each -> each < 0x80);
            for (var set : CHARACTER_SETS) {
                encode(text, set, ascii).ifPresent(bytes -> encoded.putIfAbsent(bytes, kind));
            }
        });
        inValues = new PatternSearch(plain, 2);
        inBytes = new PatternSearch(encoded, SHORTEST_IN_BYTES);
        inPixels = new PatternSearch(encoded, SHORTEST_IN_PIXELS);
    }

    /**
     * A scan for the identifiers of an original.
     *
     * @param keepsDates whether the profile keeps dates as they are, so that only the birth date
     *     counts
     */
    public static ResidualScan of(DataSet original, boolean keepsDates) {
        return new ResidualScan(Identifiers.of(original, keepsDates));
    }

    /** The first identifier that is still there; empty when the object is clean. */
    public Optional<ResidualFinding> find(DataSet deidentified) {
        return values(deidentified, "")
                .or(() -> bytes(deidentified))
                .or(() -> deidentified.get(Tags.PixelData).flatMap(this::pixels));
    }

    private Optional<ResidualFinding> values(DataSet dataSet, String path) {
        for (var element : dataSet) {
            var place = path + element.tag();
            if (element.vr() == Vr.SQ) {
                var index = 0;
                for (var item : element.items()) {
                    var found = values(item, "%s[%d].".formatted(place, index++));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            } else if (element.vr().isString()) {
                var text = dataSet.text(element.tag()).toUpperCase(Locale.ROOT);
                var found = inValues.in(text.getBytes(StandardCharsets.UTF_8));
                if (found.isPresent()) {
                    return found.map(kind -> new ResidualFinding(place, kind));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ResidualFinding> bytes(DataSet dataSet) {
        var header = dataSet.toBuilder().remove(Tags.PixelData).build();
        return inBytes.in(Part10.dataSetBytes(header, TransferSyntax.EXPLICIT_LITTLE))
                .map(kind -> new ResidualFinding("the header's bytes", kind));
    }

    private Optional<ResidualFinding> pixels(Element pixelData) {
        var parts =
                switch (pixelData.value()) {
                    case Element.Value.Bytes(var content) -> List.of(content);
                    case Element.Value.Fragments(var fragments) -> fragments;
                    case Element.Value.Items _ -> List.<Content>of();
                };
        return parts.stream()
                .map(Content::bytes)
                .map(inPixels::in)
                .flatMap(Optional::stream)
                .findFirst()
                .map(kind -> new ResidualFinding("the pixel data's bytes", kind));
    }

    /** A text in a character set; empty where the set lacks a character, or says nothing new. */
    private static Optional<Bytes> encode(String text, Charset set, boolean ascii) {
        var wide = set.equals(StandardCharsets.UTF_16LE) || set.equals(StandardCharsets.UTF_16BE);
        if (ascii && !wide && !set.equals(StandardCharsets.UTF_8)) {
            return Optional.empty();
        }
        try {
            var buffer = set.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return Optional.of(new Bytes(unescaped(bytes)));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Without the escape sequences at both ends, which another writer may place elsewhere. */
    private static byte[] unescaped(byte[] bytes) {
        var from = bytes.length > 3 && bytes[0] == 0x1b ? 3 : 0;
        var to =
                bytes.length > 6 && bytes[bytes.length - 3] == 0x1b
                        ? bytes.length - 3
                        : bytes.length;
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
