package io.meridian.dicom.fuzz;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.dump.Dump;
import io.meridian.dicom.fuzz.Probe.BoundBroken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A file of any bytes: read, its values looked at, dumped, written, read again, the same. */
final class PartTenTarget implements FuzzTarget {
    private static final Limits LIMITS = new Limits(1 << 20, 16, 20_000, 1 << 20);

    private static final int META = 2;

    @Override
    public String name() {
        return "part10";
    }

    @Override
    public void run(byte[] input) throws IOException {
        var file = Part10.read(input, LIMITS);
        look(file.dataSet());
        Dump.text(file);
        var written = Part10.bytes(file);
        var again = Part10.read(written);
        if (!same(file.dataSet(), again.dataSet())) {
            throw new BoundBroken("what was written must read as the same data set");
        }
        if (!Arrays.equals(Part10.bytes(again), written)) {
            throw new BoundBroken("what was written and read must be written the same");
        }
    }

    /**
     * The same attributes with the same values; a value of odd length may have been padded (PS3.5
     * section 6.2).
     */
    private static boolean same(DataSet one, DataSet other) {
        if (attributes(one) != attributes(other)) {
            return false;
        }
        for (var element : one) {
            if (element.tag().group() == META) {
                continue;
            }
            var found = other.get(element.tag());
            if (found.isEmpty() || !same(element, found.get())) {
                return false;
            }
        }
        return true;
    }

    /** Group 0002 has no place in a data set; a file that has it there is read with a warning. */
    private static long attributes(DataSet dataSet) {
        return dataSet.elements().stream().filter(element -> element.tag().group() != META).count();
    }

    private static boolean same(Element one, Element other) {
        return switch (one.value()) {
            case Element.Value.Bytes _ ->
                    other.value() instanceof Element.Value.Bytes
                            && isOrWasPadded(one.bytes(), other.bytes());
            case Element.Value.Items(var items) ->
                    items.size() == other.items().size()
                            && IntStream.range(0, items.size())
                                    .allMatch(i -> same(items.get(i), other.items().get(i)));
            case Element.Value.Fragments _ -> one.value().equals(other.value());
        };
    }

    private static boolean isOrWasPadded(byte[] bytes, byte[] padded) {
        var length = bytes.length;
        return (padded.length == length || padded.length == length + (length & 1))
                && Arrays.equals(bytes, 0, length, padded, 0, length);
    }

    /** Decodes every value. */
    static void look(DataSet dataSet) {
        for (var element : dataSet) {
            dataSet.texts(element.tag());
            dataSet.numbers(element.tag());
            element.items().forEach(PartTenTarget::look);
        }
    }

    /** Each byte may become an element of a few objects; the inflated data set comes on top. */
    @Override
    public long allowance(byte[] input) {
        return (8 << 20) + 2_000L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        return Seeds.objects().stream().map(Part10::bytes).toList();
    }

    @Override
    public List<byte[]> realSeeds() throws IOException {
        return Seeds.realFiles(20_000);
    }
}
