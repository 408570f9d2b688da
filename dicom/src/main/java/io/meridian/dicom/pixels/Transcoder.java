package io.meridian.dicom.pixels;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Element.Value;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg2000.Jpeg2000Decoder;
import io.meridian.dicom.codec.jpegls.JpegLsDecoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Brings objects into another transfer syntax without loss, frame by frame: uncompressed, RLE,
 * JPEG-LS lossless. Attributes follow their pixels (PS3.5 section 8.2): bits, planar configuration,
 * photometric interpretation, offset tables; overlays in unused bits get data of their own. That
 * something was lost earlier stays on record.
 */
public final class Transcoder {
    private static final Set<TransferSyntax> ALWAYS_LOSSY =
            Set.of(TransferSyntax.JPEG_BASELINE, TransferSyntax.JPEG_EXTENDED);

    private Transcoder() {}

    /** Writes an object as a file in another transfer syntax. */
    public static void write(DicomFile file, TransferSyntax target, OutputStream out)
            throws IOException {
        try (var transcoded = transcode(file, target)) {
            Part10.write(transcoded.file(), out);
        }
    }

    /**
     * An object in another transfer syntax.
     *
     * @throws PixelException if its pixels cannot be decoded, or not be held by the other syntax
     */
    public static Transcoded transcode(DicomFile file, TransferSyntax target) throws IOException {
        if (file.transferSyntax().equals(target) && file.meta().size() > 0) {
            return Transcoded.of(file.conforming());
        }
        if (target.isEncapsulated() && !PixelEncoder.encodes(target)) {
            throw new PixelException(
                    "objects can be brought into uncompressed syntaxes, RLE and JPEG-LS lossless, not into %s"
                            .formatted(target));
        }
        var element = Frames.element(file.dataSet());
        if (element.isEmpty() && target.isEncapsulated()) {
            throw new PixelException("an object without PixelData cannot be compressed");
        }
        if (element.isEmpty()
                || file.transferSyntax().equals(target)
                || (!target.isEncapsulated() && !file.transferSyntax().isEncapsulated())) {
            return Transcoded.of(DicomFile.of(file.dataSet(), target));
        }
        var frames = Frames.of(file);
        if (frames.available() < frames.count()) {
            throw new PixelException(
                    "PixelData is too short: %d of %d frames are there"
                            .formatted(frames.available(), frames.count()));
        }
        var spool = Files.createTempFile("transcoded", ".pixels");
        try {
            return Transcoded.of(new Pixels(frames, target, spool).object(), spool);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(spool);
            throw e;
        }
    }

    /** One object's pixels on their way into a file. */
    private static final class Pixels {
        private final Frames frames;
        private final TransferSyntax target;
        private final Path spool;
        private final EmbeddedOverlays overlays;
        private String photometric = "";

        Pixels(Frames frames, TransferSyntax target, Path spool) {
            this.frames = frames;
            this.target = target;
            this.spool = spool;
            this.overlays = EmbeddedOverlays.of(frames);
        }

        DicomFile object() throws IOException {
            var lengths = target.isEncapsulated() ? compress() : expand();
            var builder = frames.dataSet().toBuilder();
            describe(builder);
            if (target.isEncapsulated()) {
                OffsetTables.put(builder, spool, lengths, OffsetTables.MOST_BASIC_OFFSET);
            } else {
                var vr = bitsAllocated() <= 8 ? Vr.OB : Vr.OW;
                var content = Content.stored(spool, 0, Files.size(spool));
                builder.put(new Element(Tags.PixelData, vr, new Value.Bytes(content)));
            }
            return DicomFile.of(builder.build(), target);
        }

        /** Lengths of the frames, which follow each other in the spool. */
        private long[] compress() throws IOException {
            var lengths = new long[frames.count()];
            try (var out = new BufferedOutputStream(Files.newOutputStream(spool))) {
                for (var i = 0; i < lengths.length; i++) {
                    var frame = next(i);
                    var bytes = PixelEncoder.encode(frame, frames.layout().bitsStored(), target);
                    out.write(bytes);
                    lengths[i] = bytes.length;
                }
            }
            return lengths;
        }

        private long[] expand() throws IOException {
            var packer = new BitPacker();
            try (var out = new BufferedOutputStream(Files.newOutputStream(spool))) {
                for (var i = 0; i < frames.count(); i++) {
                    var frame = next(i);
                    out.write(isBits() ? packer.whole(frame.cells()) : frame.cells());
                }
                out.write(packer.rest());
            }
            if (Files.size(spool) % 2 != 0) {
                Files.write(spool, new byte[1], java.nio.file.StandardOpenOption.APPEND);
            }
            return new long[0];
        }

        private StoredFrame next(int index) {
            var frame = frames.stored(index);
            photometric = frame.photometricInterpretation();
            overlays.take(index);
            return frame;
        }

        private boolean isBits() {
            return frames.layout().bitsAllocated() == 1;
        }

        private int bitsAllocated() {
            return isBits() ? 1 : 8 * frames.type().bytes();
        }

        private void describe(DataSet.Builder builder) {
            builder.remove(PixelTags.ExtendedOffsetTable)
                    .remove(PixelTags.ExtendedOffsetTableLengths)
                    .numbers(Tags.BitsAllocated, bitsAllocated())
                    .numbers(Tags.HighBit, frames.layout().bitsStored() - 1)
                    .text(Tags.PhotometricInterpretation, photometric);
            overlays.describe(builder);
            if (frames.samples() > 1) {
                builder.numbers(
                        Tags.PlanarConfiguration, target.equals(TransferSyntax.RLE) ? 1 : 0);
            }
            if (wasLossy() && frames.dataSet().first(Tags.LossyImageCompression).isEmpty()) {
                builder.text(Tags.LossyImageCompression, "01");
            }
        }

        private boolean wasLossy() {
            if (frames.syntax().equals(TransferSyntax.JPEG_LS_NEAR)) {
                var size = new FrameSize(frames.rows(), frames.columns(), frames.samples());
                return JpegLsDecoder.near(frames.encoded(0), size).orElse(0) > 0;
            }
            if (frames.syntax().equals(TransferSyntax.JPEG_2000)) {
                return !Jpeg2000Decoder.header(frames.encoded(0)).reversible();
            }
            return ALWAYS_LOSSY.contains(frames.syntax());
        }
    }
}
