package io.meridian.dicom.pixels;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Element.Value;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames of one object, decoded one at a time: only the frame asked for is in memory if the
 * pixel data is left in its file. Immutable and thread-safe.
 */
public final class Frames {
    private static final List<Tag> PIXELS =
            List.of(Tags.PixelData, PixelTags.FloatPixelData, PixelTags.DoubleFloatPixelData);

    private final DataSet dataSet;
    private final TransferSyntax syntax;
    private final Layout layout;
    private final Source source;
    private final List<String> warnings;

    private sealed interface Source {
        record Native(Content content) implements Source {}

        record Encapsulated(FragmentIndex index) implements Source {}
    }

    private Frames(
            DataSet dataSet,
            TransferSyntax syntax,
            Layout layout,
            Source source,
            List<String> warnings) {
        this.dataSet = dataSet;
        this.syntax = syntax;
        this.layout = layout;
        this.source = source;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * The frames of an object.
     *
     * @throws PixelException if it has none, or their description breaks the standard
     */
    public static Frames of(DicomFile file) {
        return of(file.dataSet(), file.transferSyntax());
    }

    /** The frames of a data set whose pixel data is encoded so. */
    public static Frames of(DataSet dataSet, TransferSyntax syntax) {
        var element =
                element(dataSet)
                        .orElseThrow(() -> new PixelException("the object has no PixelData"));
        var layout = Layout.of(dataSet, element.tag());
        var warnings = new ArrayList<String>();
        if (layout.photometric().startsWith("MONOCHROME")
                && dataSet.contains(Tags.RedPaletteColorLookupTableDescriptor)) {
            warnings.add("the object has a supplemental palette, which is not applied");
        }
        var source =
                switch (element.value()) {
                    case Value.Bytes(var content) -> plain(layout, content, warnings);
                    case Value.Fragments(var fragments) ->
                            encapsulated(dataSet, syntax, layout, fragments, warnings);
                    case Value.Items(List<DataSet> _) ->
                            throw new PixelException("PixelData is a sequence");
                };
        return new Frames(dataSet, syntax, layout, source, warnings);
    }

    static Optional<Element> element(DataSet dataSet) {
        return PIXELS.stream().flatMap(tag -> dataSet.get(tag).stream()).findFirst();
    }

    private static Source plain(Layout layout, Content content, List<String> warnings) {
        var frames = content.length() * 8 / layout.frameBits();
        if (frames < layout.frames()) {
            warnings.add(
                    "PixelData is too short: NumberOfFrames says %d, and it holds %d whole ones"
                            .formatted(layout.frames(), frames));
        }
        var needed = (layout.frames() * layout.frameBits() + 7) / 8;
        if (content.length() > needed + (needed & 1)) {
            warnings.add("PixelData holds more bytes than its frames need");
        }
        return new Source.Native(content);
    }

    private static Source encapsulated(
            DataSet dataSet,
            TransferSyntax syntax,
            Layout layout,
            List<Content> fragments,
            List<String> warnings) {
        if (layout.real()) {
            throw new PixelException("floating-point pixel data must not be compressed");
        }
        var extended =
                new byte[][] {
                    dataSet.bytes(PixelTags.ExtendedOffsetTable),
                    dataSet.bytes(PixelTags.ExtendedOffsetTableLengths)
                };
        var index = FragmentIndex.of(fragments, layout.frames(), extended, Codecs.start(syntax));
        warnings.addAll(index.warnings());
        return new Source.Encapsulated(index);
    }

    /** As NumberOfFrames says; the last ones may be missing. */
    public int count() {
        return layout.frames();
    }

    /** How many frames there is pixel data for. */
    public int available() {
        return switch (source) {
            case Source.Native(var content) ->
                    (int) Math.min(layout.frames(), content.length() * 8 / layout.frameBits());
            case Source.Encapsulated(var index) -> Math.min(layout.frames(), index.frames());
        };
    }

    public int rows() {
        return layout.rows();
    }

    public int columns() {
        return layout.columns();
    }

    public int samples() {
        return layout.samples();
    }

    /** The type of the cells of every frame. */
    public CellType type() {
        return layout.cellType();
    }

    /** What was odd; never a value. */
    public List<String> warnings() {
        return warnings;
    }

    DataSet dataSet() {
        return dataSet;
    }

    Layout layout() {
        return layout;
    }

    TransferSyntax syntax() {
        return syntax;
    }

    /**
     * One frame as it is encoded: compressed if the transfer syntax is, else as in native pixel
     * data.
     *
     * @param frame from 0
     */
    public byte[] encoded(int frame) {
        require(frame);
        return switch (source) {
            case Source.Native(var content) -> plainBytes(content, frame);
            case Source.Encapsulated(var index) -> index.frame(frame);
        };
    }

    /**
     * One frame's stored values in narrow cells.
     *
     * @param frame from 0
     * @throws PixelException if it is missing or cannot be decoded
     */
    public StoredFrame stored(int frame) {
        return switch (samples(frame)) {
            case Samples.Raw(var cells, var photometric) ->
                    stored(photometric, NativePixels.values(layout, cells));
            case Samples.Coded coded ->
                    stored(
                            coded.photometric(),
                            Cells.of(coded.extended(layout.signed()), layout.cellType().bytes()));
        };
    }

    /**
     * One frame's stored values as integers.
     *
     * @param frame from 0
     * @throws PixelException if it is missing, cannot be decoded, or holds no 32-bit integers
     */
    public DecodedFrame decoded(int frame) {
        return switch (samples(frame)) {
            case Samples.Raw(var cells, var photometric) -> {
                var stored = stored(photometric, NativePixels.values(layout, cells));
                yield decoded(frame, photometric, stored.integers());
            }
            case Samples.Coded coded ->
                    decoded(frame, coded.photometric(), coded.extended(layout.signed()));
        };
    }

    /** Cells as they are, with bits that do not count; none if the codec knows no such bits. */
    Optional<byte[]> rawCells(int frame) {
        return samples(frame) instanceof Samples.Raw(var cells, _)
                ? Optional.of(cells)
                : Optional.empty();
    }

    private Samples samples(int frame) {
        require(frame);
        return switch (source) {
            case Source.Native(var content) -> {
                var bytes = plainBytes(content, frame);
                var firstBit = (int) (frame * layout.frameBits() & 7);
                var photometric =
                        layout.isHalved()
                                ? layout.photometric().replace("_422", "")
                                : layout.photometric();
                yield new Samples.Raw(NativePixels.cells(layout, bytes, firstBit), photometric);
            }
            case Source.Encapsulated(var index) ->
                    Codecs.decode(syntax, layout, index.frame(frame));
        };
    }

    private byte[] plainBytes(Content content, int frame) {
        var from = frame * layout.frameBits() / 8;
        var to = ((frame + 1) * layout.frameBits() + 7) / 8;
        return content.slice(from, to - from).bytes();
    }

    private void require(int frame) {
        if (frame < 0 || frame >= layout.frames()) {
            throw new PixelException(
                    "frame %d was asked for; there are %d".formatted(frame, layout.frames()));
        }
        if (frame >= available()) {
            throw new PixelException(
                    "PixelData is too short: frame %d is missing, %d of %d are there"
                            .formatted(frame, available(), layout.frames()));
        }
    }

    private StoredFrame stored(String photometric, byte[] cells) {
        return new StoredFrame(
                layout.rows(),
                layout.columns(),
                layout.samples(),
                layout.cellType(),
                photometric,
                cells);
    }

    private DecodedFrame decoded(int frame, String photometric, int[] values) {
        var rescale = ModalityLut.Rescale.of(dataSet, frame);
        return new DecodedFrame(
                layout.rows(),
                layout.columns(),
                layout.samples(),
                layout.bitsStored(),
                layout.signed(),
                photometric,
                rescale.slope(),
                rescale.intercept(),
                values,
                frame);
    }
}
