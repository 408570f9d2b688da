package io.meridian.dicom.fuzz;

import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.dicom.pixels.Rendering;
import java.io.IOException;
import java.util.List;

/** A file of any bytes as a viewer takes it: JSON, first and last frame decoded, rendered. */
final class PictureTarget implements FuzzTarget {
    private static final Limits LIMITS = new Limits(1 << 20, 16, 20_000, 1 << 20);

    /** A declared frame above this is not decoded: {@code CodecTarget} covers the decoders. */
    private static final double MAXIMUM_VALUES = 1 << 18;

    @Override
    public String name() {
        return "picture";
    }

    @Override
    public void run(byte[] input) {
        var file = Part10.read(input, LIMITS);
        DicomJson.text(file.dataSet());
        var set = file.dataSet();
        var declared = set.number(Tags.Rows, 0) * set.number(Tags.Columns, 0);
        var frames = PixelDecoder.frames(file);
        if (frames > 0 && declared <= MAXIMUM_VALUES) {
            Rendering.png(set, PixelDecoder.decode(file, 0));
            PixelDecoder.decode(file, frames - 1);
        }
    }

    @Override
    public long allowance(byte[] input) {
        return (64 << 20) + 2_000L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        return Seeds.objects().stream().map(Part10::bytes).toList();
    }

    @Override
    public List<byte[]> realSeeds() throws IOException {
        return Seeds.realFiles(40_000);
    }
}
