package io.meridian.edge.reception;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.network.StoreHandler.Incoming;
import java.util.List;
import java.util.regex.Pattern;

/** Whether an object can be worked with, judged before it counts as received. */
final class Conformance {
    static final long INFLATED_BYTES = 64L << 20;
    private static final Limits LIMITS =
            new Limits(ObjectIntake.MAXIMUM_BYTES, 16, 200_000, INFLATED_BYTES);
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
    private static final List<Tag> UIDS =
            List.of(
                    Tags.SOPClassUID,
                    Tags.SOPInstanceUID,
                    Tags.StudyInstanceUID,
                    Tags.SeriesInstanceUID);
    private static final int NUMBER_LIMIT = 256;

    private Conformance() {}

    /** What was found. */
    sealed interface Finding {
        /** It can be worked with. */
        record Conforming(DataSet dataSet) implements Finding {}

        /**
         * It cannot.
         *
         * @param reason names attributes, never values
         */
        record Broken(String rule, String reason) implements Finding {}
    }

    /**
     * Judges an object.
     *
     * @param study that it must belong to; empty for any
     */
    static Finding check(Incoming incoming, byte[] bytes, String study) {
        DataSet dataSet;
        try {
            dataSet = Part10.readDataSet(bytes, incoming.transferSyntax(), LIMITS);
        } catch (DicomException | IndexOutOfBoundsException e) {
            return new Finding.Broken("unreadable", "the data set cannot be read");
        }
        for (var tag : UIDS) {
            if (!UID.matcher(dataSet.first(tag)).matches()) {
                return new Finding.Broken("uid", "%s is missing or no UID".formatted(tag));
            }
        }
        if (!dataSet.first(Tags.SOPInstanceUID).equals(incoming.sopInstanceUid())
                || !dataSet.first(Tags.SOPClassUID).equals(incoming.sopClassUid())) {
            return new Finding.Broken("command", "data set and command name different objects");
        }
        if (!study.isEmpty() && !dataSet.first(Tags.StudyInstanceUID).equals(study)) {
            return new Finding.Broken("study", "the object is of another study than was said");
        }
        var known = new SopClass(incoming.sopClassUid()).name();
        if (known.isEmpty()) {
            return new Finding.Broken("sop-class", "the SOP class is not one of the standard's");
        }
        if (dataSet.first(Tags.PatientID).length() > NUMBER_LIMIT
                || dataSet.first(Tags.IssuerOfPatientID).length() > NUMBER_LIMIT) {
            return new Finding.Broken("patient", "PatientID or its issuer is too long");
        }
        var isImage = known.get().contains("Image Storage");
        return pixels(dataSet, isImage && !known.get().contains("Presentation State"));
    }

    private static Finding pixels(DataSet dataSet, boolean required) {
        var element = dataSet.get(Tags.PixelData);
        if (element.isEmpty()) {
            return required
                    ? new Finding.Broken("pixel-data", "an image without PixelData")
                    : new Finding.Conforming(dataSet);
        }
        long frames = Math.max(1, dataSet.integer(Tags.NumberOfFrames, 1));
        long rows = dataSet.integer(Tags.Rows, 0);
        var values =
                rows * dataSet.integer(Tags.Columns, 0) * dataSet.integer(Tags.SamplesPerPixel, 1);
        if (values < 1) {
            return new Finding.Broken("pixel-data", "Rows, Columns or SamplesPerPixel is missing");
        }
        return switch (element.get().value()) {
            case Element.Value.Bytes(var content) -> {
                var halved =
                        dataSet.first(Tags.PhotometricInterpretation).equals("YBR_FULL_422")
                                ? values / 3 * 2
                                : values;
                var bits = halved * dataSet.integer(Tags.BitsAllocated, 0);
                yield bits < 1 || content.length() < (bits * frames + 7) / 8
                        ? new Finding.Broken("pixel-data", "PixelData is shorter than its frames")
                        : new Finding.Conforming(dataSet);
            }
            case Element.Value.Fragments(var fragments) ->
                    fragments.size() < 2 || fragments.get(1).length() == 0
                            ? new Finding.Broken("pixel-data", "PixelData has no fragment")
                            : new Finding.Conforming(dataSet);
            case Element.Value.Items(_) ->
                    new Finding.Broken("pixel-data", "PixelData is a sequence");
        };
    }
}
