package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg.JpegHeader.Coding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a JPEG stream (ITU-T T.81): SOF0 and SOF1 at 8 and 12 bits, SOF2, SOF3 at 2 to 16 bits,
 * all with Huffman codes. Hierarchical and arithmetic coding are refused by name.
 *
 * <p>What devices get wrong without loss is read with a warning: bytes between segments, a missing
 * EOI, absent standard Huffman tables, something behind EOI. A frame whose entropy-coded data ends
 * or breaks before its last MCU is refused: a picture with an invented part is worse than none.
 */
public final class JpegDecoder {
    /**
     * Scans of a progressive frame; encoders make about ten. Fewer where the frame is very large.
     */
    private static final int MAXIMUM_SCANS = 100;

    private static final int SCANS_OF_ANY_FRAME = 16;

    /** Samples of all scans together. */
    private static final long MAXIMUM_WORK = 1L << 32;

    private final byte[] bytes;
    private final List<String> warnings = new ArrayList<>();
    private final Segments segments;
    private final Tables tables = new Tables();
    private final HeaderReader headers = new HeaderReader();
    private int scans;

    private JpegDecoder(byte[] bytes) {
        this.bytes = bytes;
        segments = new Segments(bytes, warnings);
    }

    /**
     * Decodes a frame.
     *
     * @param bytes from SOI; what lies behind EOI is left alone
     * @param expected checked before memory is taken for samples
     * @throws CodecException if the frame breaks the standard, is of another size, or needs a
     *     process that is not decoded
     */
    public static JpegImage decode(byte[] bytes, FrameSize expected) {
        return new JpegDecoder(bytes).image(expected);
    }

    private JpegHeader header() {
        while (true) {
            var marker = segments.marker();
            HeaderReader.requireDecodable(marker);
            if (HeaderReader.isFrame(marker)) {
                segments.enter();
                var header = headers.frame(marker, segments);
                segments.leave();
                return header;
            }
            if (marker < 0 || marker == Marker.EOI || marker == Marker.SOS) {
                throw new CodecException("a JPEG stream must have a frame header before its scans");
            }
            misc(marker);
        }
    }

    /** Tables and application data. */
    private void misc(int marker) {
        if (marker == Marker.SOI
                || marker == Marker.TEM
                || (marker >= Marker.RST0 && marker <= Marker.RST7)) {
            segments.warn("there is a marker where none should be");
            return;
        }
        segments.enter();
        switch (marker) {
            case Marker.DHT -> tables.huffman(segments);
            case Marker.DQT -> tables.quantisation(segments);
            case Marker.DRI -> tables.restartInterval(segments);
            case Marker.APP0, Marker.APP14 -> headers.application(marker, segments);
            default -> {} // comments, other applications' data, DNL
        }
        segments.leave();
    }

    private JpegImage image(FrameSize expected) {
        var header = header();
        expected.require(header.rows(), header.columns(), header.components().size());
        requireEnoughBytes(header);
        var unit = header.lossless() ? 1 : 8;
        var planes =
                header.components().stream()
                        .map(component -> Plane.of(header, component, unit))
                        .toList();
        var progressive =
                header.coding() == Coding.PROGRESSIVE ? new ProgressiveFrame(header, planes) : null;
        var ended = scans(header, planes, progressive);
        if (progressive != null) {
            finish(progressive, ended);
        } else if (!planes.stream().allMatch(plane -> plane.decoded)) {
            throw new CodecException("a component of the frame has no scan");
        }
        return new JpegImage(header, samples(header, planes), warnings);
    }

    /**
     * A small stream cannot ask for much memory: a lossless sample takes a bit, a block of a
     * sequential frame two, one of a progressive frame one.
     */
    private void requireEnoughBytes(JpegHeader header) {
        var perByte = header.lossless() ? 8L : header.coding() == Coding.PROGRESSIVE ? 512 : 256;
        var samples = 0L;
        var maximum = header.maxHorizontal() * header.maxVertical();
        for (var component : header.components()) {
            samples +=
                    (long) header.rows()
                            * header.columns()
                            * component.horizontal()
                            * component.vertical()
                            / maximum;
        }
        if (samples > bytes.length * perByte) {
            throw new CodecException(
                    "a frame of %d × %d must take at least %d bytes; there are %d"
                            .formatted(
                                    header.rows(),
                                    header.columns(),
                                    samples / perByte,
                                    bytes.length));
        }
    }

    /** Decodes all scans; true if the stream ends with EOI. */
    private boolean scans(
            JpegHeader header, List<Plane> planes, @Nullable ProgressiveFrame progressive) {
        while (true) {
            var marker = segments.marker();
            HeaderReader.requireDecodable(marker);
            if (marker == Marker.EOI) {
                return true;
            }
            if (marker < 0) {
                segments.warn("EOI is missing");
                return false;
            }
            if (HeaderReader.isFrame(marker)) {
                throw new CodecException("a JPEG stream must have one frame; this one has more");
            }
            if (marker != Marker.SOS) {
                misc(marker);
                continue;
            }
            segments.enter();
            var scan = tables.scan(segments, header);
            segments.leave();
            scan(header, scan, planes, progressive);
        }
    }

    private void scan(
            JpegHeader header,
            ScanHeader scan,
            List<Plane> planes,
            @Nullable ProgressiveFrame progressive) {
        var bits = new BitReader(bytes, segments.position());
        if (progressive != null) {
            var work = (long) header.rows() * header.columns() * header.components().size();
            var most = Math.clamp(MAXIMUM_WORK / work, SCANS_OF_ANY_FRAME, MAXIMUM_SCANS);
            if (++scans > most) {
                throw new CodecException("such a frame must have at most %d scans".formatted(most));
            }
            progressive.begin(scan);
            scan.parts()
                    .forEach(part ->
                            progressive.quantisation(part.component(), quantisation(header, part)));
            Blocks.visit(
                    bytes,
                    bits,
                    header,
                    scan,
                    planes,
                    warnings,
                    new ProgressiveScan(bits, scan, planes, progressive));
        } else {
            for (var part : scan.parts()) {
                var plane = planes.get(part.component());
                if (plane.decoded) {
                    throw new CodecException("a component of the frame has more than one scan");
                }
                plane.decoded = true;
            }
            if (header.lossless()) {
                new LosslessScan(bytes, bits, header, scan, planes, warnings).decode();
            } else {
                sequential(header, scan, planes, bits);
            }
        }
        segments.moveTo(bits.position());
    }

    private void sequential(
            JpegHeader header, ScanHeader scan, List<Plane> planes, BitReader bits) {
        if (scan.start() != 0 || scan.end() != 63 || scan.high() != 0 || scan.low() != 0) {
            segments.warn("a scan of a sequential frame says that it is progressive");
        }
        var quantisation =
                scan.parts().stream().map(part -> quantisation(header, part)).toArray(int[][]::new);
        Blocks.visit(
                bytes,
                bits,
                header,
                scan,
                planes,
                warnings,
                new SequentialScan(bits, header, scan, planes, quantisation));
    }

    private int[] quantisation(JpegHeader header, ScanHeader.Part part) {
        return tables.quantisation(header.components().get(part.component()));
    }

    private void finish(ProgressiveFrame progressive, boolean ended) {
        if (!progressive.isComplete()) {
            if (!ended) {
                throw new CodecException("a progressive frame ends before its last scan");
            }
            segments.warn("a progressive frame lacks its finest scans");
        }
        progressive.finish();
    }

    private static int[] samples(JpegHeader header, List<Plane> planes) {
        var upsampling = new Upsampling(header);
        for (var component = 0; component < planes.size(); component++) {
            upsampling.add(planes.get(component), component);
        }
        return upsampling.samples();
    }
}
