package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The tables that are valid at a place of the stream (T.81 B.2.4), and the header of a scan. */
final class Tables {
    private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
    private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];
    private final int[] @Nullable [] quantisation = new int[4][];
    private boolean anyHuffman;
    private int restartInterval;

    /** An entered DRI segment. */
    void restartInterval(Segments segments) {
        restartInterval = segments.two();
    }

    /** An entered DQT segment: one or more tables of 8 or 16 bits. */
    void quantisation(Segments segments) {
        while (segments.left() > 0) {
            var kind = segments.one();
            if ((kind & 15) > 3 || kind >> 4 > 1) {
                throw new CodecException(
                        "a quantisation table must be one of 0 to 3, 8 or 16 bits");
            }
            var table = new int[64];
            for (var k = 0; k < 64; k++) {
                table[k] = kind >> 4 == 0 ? segments.one() : segments.two();
            }
            quantisation[kind & 15] = table;
        }
    }

    /** An entered DHT segment: one or more tables. */
    void huffman(Segments segments) {
        anyHuffman = true;
        while (segments.left() > 0) {
            var kind = segments.one();
            if ((kind & 15) > 3 || kind >> 4 > 1) {
                throw new CodecException("a Huffman table must be one of 0 to 3, for DC or AC");
            }
            var counts = IntStream.range(0, 16).map(_ -> segments.one()).toArray();
            var sum = IntStream.of(counts).sum();
            if (sum > 256) {
                throw new CodecException("a Huffman table must have at most 256 codes");
            }
            (kind >> 4 == 0 ? dc : ac)[kind & 15] = new HuffmanTable(counts, segments.take(sum));
        }
    }

    /** The quantisation table of a component, in zigzag order. */
    int[] quantisation(JpegHeader.Component component) {
        var table = quantisation[component.quantisation()];
        if (table == null) {
            throw new CodecException(
                    "quantisation table %d is missing".formatted(component.quantisation()));
        }
        return table;
    }

    /** An entered SOS segment. */
    ScanHeader scan(Segments segments, JpegHeader header) {
        var count = segments.one();
        if (count < 1 || count > header.components().size()) {
            throw new CodecException("a scan must have 1 to as many components as its frame");
        }
        var chosen = new int[count];
        var tables = new int[count];
        for (var i = 0; i < count; i++) {
            chosen[i] = component(segments.one(), header, chosen, i);
            tables[i] = segments.one();
        }
        var start = segments.one();
        var end = segments.one();
        var positions = segments.one();
        if (count > 1 && units(header, chosen) > 10) {
            segments.warn("an MCU has more than 10 data units");
        }
        if (!anyHuffman && header.coding() == JpegHeader.Coding.BASELINE) {
            segments.warn("the stream has no Huffman tables; those of T.81 K.3.3 are used");
            System.arraycopy(DefaultTables.dc(), 0, dc, 0, 2);
            System.arraycopy(DefaultTables.ac(), 0, ac, 0, 2);
            anyHuffman = true;
        }
        var high = positions >> 4;
        var progressive = header.coding() == JpegHeader.Coding.PROGRESSIVE;
        var needsDc = !progressive || (start == 0 && high == 0);
        var needsAc = progressive ? start > 0 : !header.lossless();
        var parts = new ArrayList<ScanHeader.Part>();
        for (var i = 0; i < count; i++) {
            var dcTable = needsDc ? table(dc, tables[i] >> 4) : null;
            var acTable = needsAc ? table(ac, tables[i] & 15) : null;
            if (dcTable != null && !dcTable.holdsSizes(header.lossless() ? 16 : 15)) {
                throw new CodecException("a Huffman table for DC has a size that cannot be");
            }
            parts.add(new ScanHeader.Part(chosen[i], dcTable, acTable));
        }
        return new ScanHeader(parts, start, end, high, positions & 15, restartInterval);
    }

    private static int component(int id, JpegHeader header, int[] chosen, int before) {
        for (var i = 0; i < header.components().size(); i++) {
            var index = i;
            if (header.components().get(i).id() == id
                    && IntStream.range(0, before).noneMatch(part -> chosen[part] == index)) {
                return i;
            }
        }
        throw new CodecException("a scan must have components of its frame, each once");
    }

    private static int units(JpegHeader header, int[] chosen) {
        return IntStream.of(chosen)
                .mapToObj(header.components()::get)
                .mapToInt(component -> component.horizontal() * component.vertical())
                .sum();
    }

    private static HuffmanTable table(@Nullable HuffmanTable[] tables, int number) {
        var table = number < 4 ? tables[number] : null;
        if (table == null) {
            throw new CodecException("Huffman table %d is missing".formatted(number));
        }
        return table;
    }
}
