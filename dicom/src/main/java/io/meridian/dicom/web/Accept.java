package io.meridian.dicom.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a client can take, best first (RFC 9110 section 12.5.1; PS3.18 section 8.7). A field that is
 * absent takes anything.
 */
public record Accept(List<Range> ranges) {
    private static final int MAXIMUM = 8_000;
    private static final int RANGES = 64;
    private static final int PARAMETERS = 16;

    public Accept {
        ranges = List.copyOf(ranges);
    }

    /**
     * One range.
     *
     * @param type for {@code multipart/related} the type of its parts
     * @param multipart whether it is to come in {@code multipart/related}
     * @param transferSyntax a UID, {@code *} for whatever is stored, or empty where none was named
     * @param quality 0 to 1; with 0 the range is refused
     */
    public record Range(MediaType type, boolean multipart, String transferSyntax, double quality) {
        private static final Comparator<Range> BEST =
                Comparator.comparingDouble(Range::quality).reversed();

        /** Whether a type, in {@code multipart/related} or not, is in this range. */
        public boolean takes(MediaType offered, boolean inMultipart) {
            var anything = type.is(MediaType.ANY) && !multipart;
            return offered.isIn(type) && (anything || multipart == inMultipart);
        }
    }

    /** Of the field's values, in the order of the fields. */
    public static Accept parse(List<String> values) {
        var ranges = new ArrayList<Range>();
        var length = 0;
        for (var value : values) {
            length += value.length();
            if (length > MAXIMUM) {
                throw new DicomWebException.Malformed(
                        "Accept has at most %d characters".formatted(MAXIMUM));
            }
            read(new HeaderScanner(value), ranges);
        }
        if (ranges.isEmpty()) {
            ranges.add(new Range(MediaType.ANY, false, "", 1));
        }
        ranges.sort(Range.BEST);
        return new Accept(ranges);
    }

    private static void read(HeaderScanner scanner, List<Range> ranges) {
        while (!scanner.atEnd()) {
            if (scanner.take(',')) {
                continue;
            }
            ranges.add(range(scanner.mediaType(PARAMETERS)));
            if (ranges.size() > RANGES) {
                throw new DicomWebException.Malformed(
                        "Accept has at most %d media types".formatted(RANGES));
            }
            if (!scanner.atEnd() && !scanner.take(',')) {
                throw new DicomWebException.Malformed("media types in Accept are parted by commas");
            }
        }
    }

    private static Range range(MediaType read) {
        var syntax = read.parameter("transfer-syntax").orElse("");
        var quality = read.parameter("q").map(Accept::quality).orElse(1.0);
        if (!read.is(MediaType.RELATED)) {
            return new Range(MediaType.of(read.type(), read.subtype()), false, syntax, quality);
        }
        var root = read.parameter("type").map(MediaType::parse).orElse(MediaType.ANY);
        return new Range(MediaType.of(root.type(), root.subtype()), true, syntax, quality);
    }

    private static double quality(String text) {
        try {
            var quality = Double.parseDouble(text);
            if (quality >= 0 && quality <= 1) {
                return quality;
            }
        } catch (NumberFormatException e) {
            throw new DicomWebException.Malformed("q in Accept is a number from 0 to 1");
        }
        throw new DicomWebException.Malformed("q in Accept is a number from 0 to 1");
    }

    /** The first of the offered types, single or in multipart, that the best range takes. */
    public Optional<MediaType> choose(List<MediaType> offered, boolean inMultipart) {
        for (var range : ranges) {
            if (range.quality() > 0) {
                for (var type : offered) {
                    if (range.takes(type, inMultipart) && !isRefused(type, inMultipart)) {
                        return Optional.of(type);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Named with a quality of 0. */
    private boolean isRefused(MediaType type, boolean inMultipart) {
        return ranges.stream()
                .anyMatch(range ->
                        range.quality() == 0
                                && !range.type().is(MediaType.ANY)
                                && range.takes(type, inMultipart));
    }
}
