package io.meridian.dicom.fuzz;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.pixels.PixelDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One decoder: eight bytes describe the frame, the others are its content.
 *
 * @param syntax what the object says that it is in
 */
record CodecTarget(String name, TransferSyntax syntax) implements FuzzTarget {
    private static final int DESCRIPTION = 8;
    private static final int[] ALLOCATED = {1, 8, 16, 32};
    private static final List<String> PHOTOMETRIC =
            List.of(
                    "MONOCHROME2",
                    "MONOCHROME1",
                    "RGB",
                    "YBR_FULL",
                    "YBR_FULL_422",
                    "PALETTE COLOR",
                    "YBR_RCT",
                    "YBR_ICT");

    /** The largest side that a description can say. */
    private static final int MAXIMUM_SIDE = 1024;

    @Override
    public void run(byte[] input) {
        if (input.length >= DESCRIPTION) {
            var content = Arrays.copyOfRange(input, DESCRIPTION, input.length);
            PixelDecoder.decode(object(input, content), 0);
        }
    }

    private DicomFile object(byte[] input, byte[] content) {
        var allocated = ALLOCATED[input[0] & 3];
        var samples = (input[0] & 4) == 0 ? 1 : 3;
        var dataSet =
                DataSet.builder()
                        .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                        .text(Tags.SOPInstanceUID, "2.25.1")
                        .numbers(Tags.SamplesPerPixel, samples)
                        .text(Tags.PhotometricInterpretation, PHOTOMETRIC.get(input[1] & 7))
                        .numbers(Tags.PlanarConfiguration, input[0] >> 3 & 1)
                        .numbers(Tags.Rows, rows(input))
                        .numbers(Tags.Columns, columns(input))
                        .numbers(Tags.BitsAllocated, allocated)
                        .numbers(Tags.BitsStored, input[2] & 63)
                        .numbers(Tags.HighBit, input[3] & 63)
                        .numbers(Tags.PixelRepresentation, input[0] >> 4 & 1);
        if (syntax.isEncapsulated()) {
            var bytes = Seeds.encapsulated(dataSet.build(), syntax, List.of(content));
            return Part10.read(bytes);
        }
        return DicomFile.of(dataSet.bytes(Tags.PixelData, Vr.OW, content).build(), syntax);
    }

    private static int rows(byte[] input) {
        return ((input[4] & 3) << 8 | (input[5] & 0xFF)) % MAXIMUM_SIDE;
    }

    private static int columns(byte[] input) {
        return ((input[6] & 3) << 8 | (input[7] & 0xFF)) % MAXIMUM_SIDE;
    }

    /** For every declared value some copies in working formats. */
    @Override
    public long allowance(byte[] input) {
        var values = input.length < DESCRIPTION ? 0L : 3L * rows(input) * columns(input);
        return (8 << 20) + 200L * input.length + 40 * values;
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var description = 0; description < 8; description++) {
            var seed = new byte[DESCRIPTION + 4 * 8 * 8 * 3];
            seed[0] = (byte) description;
            seed[1] = (byte) (description < 4 ? 0 : 2);
            seed[2] = (byte) ALLOCATED[description & 3];
            seed[3] = (byte) (ALLOCATED[description & 3] - 1);
            seed[5] = 8;
            seed[7] = 8;
            seeds.add(seed);
        }
        seeds.addAll(Streams.of(this));
        return seeds;
    }

    /** The first frame of each real file in this family of transfer syntaxes. */
    @Override
    public List<byte[]> realSeeds() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (var bytes : Seeds.realFiles(300_000)) {
            read(bytes)
                    .filter(file ->
                            Streams.family(file.transferSyntax()).equals(Streams.family(syntax)))
                    .flatMap(file ->
                            file.dataSet()
                                    .get(Tags.PixelData)
                                    .map(CodecTarget::firstFragment)
                                    .filter(content -> content.length > 0)
                                    .filter(content -> content.length < 40_000)
                                    .map(content -> seed(file.dataSet(), content)))
                    .ifPresent(seeds::add);
        }
        return seeds;
    }

    private static Optional<DicomFile> read(byte[] bytes) {
        try {
            return Optional.of(Part10.read(bytes));
        } catch (DicomException _) {
            return Optional.empty(); // some of the files are meant to be refused
        }
    }

    private static byte[] firstFragment(Element element) {
        return switch (element.value()) {
            case Element.Value.Bytes _ -> element.bytes();
            case Element.Value.Fragments(var fragments) ->
                    fragments.size() < 2 ? new byte[0] : fragments.get(1).bytes();
            case Element.Value.Items _ -> new byte[0];
        };
    }

    /** An input with the description of a data set. */
    static byte[] seed(DataSet set, byte[] content) {
        var allocated = Arrays.binarySearch(ALLOCATED, set.integer(Tags.BitsAllocated, 8));
        var photometric = PHOTOMETRIC.indexOf(set.first(Tags.PhotometricInterpretation));
        var out = new ByteArrayOutputStream();
        out.write(
                Math.max(0, allocated)
                        | (set.integer(Tags.SamplesPerPixel, 1) == 3 ? 4 : 0)
                        | set.integer(Tags.PlanarConfiguration, 0) << 3
                        | set.integer(Tags.PixelRepresentation, 0) << 4);
        out.write(Math.max(0, photometric));
        out.write(set.integer(Tags.BitsStored, 8));
        out.write(set.integer(Tags.HighBit, 7));
        out.write(set.integer(Tags.Rows, 0) >> 8);
        out.write(set.integer(Tags.Rows, 0));
        out.write(set.integer(Tags.Columns, 0) >> 8);
        out.write(set.integer(Tags.Columns, 0));
        out.writeBytes(content);
        return out.toByteArray();
    }
}
