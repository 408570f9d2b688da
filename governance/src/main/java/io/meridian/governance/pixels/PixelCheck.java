package io.meridian.governance.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.pixels.DecodedFrame;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.dicom.pixels.PixelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the pixels of an object may carry text or anything else that is no picture. */
public final class PixelCheck {
    private static final Set<String> SCREEN_IMAGE_TYPES =
            Set.of("SCREEN SAVE", "REPORT", "DOSE_INFO", "DOSE REPORT");
    private static final String SCANNED_DOCUMENT = "SD";
    private static final Tag OVERLAY_BIT_POSITION = new Tag(0x60000102);

    private PixelCheck() {}

    /** What an object's pixels are. */
    public sealed interface Verdict {
        /** No text was found; the decoded frames, for whoever looks next. */
        record Clear(List<DecodedFrame> frames) implements Verdict {
            public Clear {
                frames = List.copyOf(frames);
            }
        }

        /** The object must be held. */
        record Suspicious(String rule, String reason) implements Verdict {}
    }

    /** Looks at the header's evidence, then at every frame. */
    public static Verdict check(DicomFile file) {
        var evidence = headerEvidence(file.dataSet());
        if (evidence.isPresent()) {
            return evidence.get();
        }
        var frames = new ArrayList<DecodedFrame>();
        try {
            var count = PixelDecoder.frames(file);
            if (count == 0) {
                return new Verdict.Suspicious(
                        "no-pixels", "an image object needs Pixel Data; there is none");
            }
            var source = Frames.of(file);
            for (var frame = 0; frame < count; frame++) {
                frames.add(source.decoded(frame));
            }
        } catch (PixelException e) {
            return new Verdict.Suspicious(
                    "pixels-not-readable", "the pixels cannot be checked: " + e.getMessage());
        }
        if (hasExcessBytes(file.dataSet(), frames)) {
            return new Verdict.Suspicious(
                    "pixel-data-length",
                    "Pixel Data holds more bytes than its frames need; what follows is unknown");
        }
        for (var index = 0; index < frames.size(); index++) {
            for (var image : Greys.of(file.dataSet(), frames.get(index))) {
                var region = BurnedInTextCheck.find(image);
                if (region.isPresent()) {
                    var at = region.get();
                    return new Verdict.Suspicious(
                            "burned-in-text",
                            "frame %d has what looks like a line of text at column %d, row %d (%d × %d pixels)"
                                    .formatted(index + 1, at.x(), at.y(), at.width(), at.height()));
                }
            }
        }
        return new Verdict.Clear(frames);
    }

    private static Optional<Verdict> headerEvidence(DataSet dataSet) {
        if (dataSet.first(Tags.BurnedInAnnotation).equals("YES")) {
            return Optional.of(
                    new Verdict.Suspicious(
                            "burned-in-annotation",
                            "Burned In Annotation (0028,0301) is YES: the sender says that the pixels identify"));
        }
        if (dataSet.texts(Tags.ImageType).stream().anyMatch(SCREEN_IMAGE_TYPES::contains)
                || dataSet.first(Tags.ConversionType).equals(SCANNED_DOCUMENT)) {
            return Optional.of(
                    new Verdict.Suspicious(
                            "screen-or-document",
                            "Image Type or Conversion Type says that this is a screen, a report or a scanned document"));
        }
        if (dataSet.elements().stream().anyMatch(PixelCheck::isOverlayInPixels)) {
            return Optional.of(
                    new Verdict.Suspicious(
                            "overlay-in-pixel-data",
                            "an overlay lies in unused bits of Pixel Data and cannot be removed there"));
        }
        return Optional.empty();
    }

    /** PS3.3 C.9.2: an overlay whose bit position is not 0 lies in the pixel cells. */
    private static boolean isOverlayInPixels(Element element) {
        var tag = element.tag();
        return (tag.group() & 0xFF01) == 0x6000
                && tag.element() == OVERLAY_BIT_POSITION.element()
                && element.bytes().length >= 2
                && (element.bytes()[0] | element.bytes()[1]) != 0;
    }

    private static boolean hasExcessBytes(DataSet dataSet, List<DecodedFrame> frames) {
        var content = dataSet.bytes(Tags.PixelData);
        var bits = 0L;
        for (var frame : frames) {
            var samples =
                    dataSet.first(Tags.PhotometricInterpretation).equals("YBR_FULL_422")
                            ? 2
                            : frame.samples();
            bits +=
                    (long) frame.rows()
                            * frame.columns()
                            * samples
                            * dataSet.integer(Tags.BitsAllocated, 8);
        }
        var needed = (bits + 7) / 8;
        return content.length > needed + (needed & 1);
    }
}
