package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;

/**
 * From stored values to the modality's: Hounsfield units, optical density (PS3.3 section C.11.1).
 */
public sealed interface ModalityLut {
    double apply(double stored);

    /** Value = stored × slope + intercept. */
    record Rescale(double slope, double intercept) implements ModalityLut {
        /** Of the frame or of the object; the identity where there is none. */
        static Rescale of(DataSet dataSet, int frame) {
            var source =
                    FunctionalGroups.macro(
                            dataSet, frame, PixelTags.PixelValueTransformationSequence);
            return new Rescale(
                    source.number(Tags.RescaleSlope, 1), source.number(Tags.RescaleIntercept, 0));
        }

        @Override
        public double apply(double stored) {
            return stored * slope + intercept;
        }
    }

    /** An entry for each stored value; those outside take the nearest. */
    final class Table implements ModalityLut {
        private final LookupTable table;

        private Table(LookupTable table) {
            this.table = table;
        }

        @Override
        public double apply(double stored) {
            return table.at(stored);
        }
    }

    /**
     * The table of the Modality LUT Sequence if there is one, else the rescale values of the frame
     * or of the object; the identity where there are none.
     *
     * @param frame from 0
     */
    static ModalityLut of(DataSet dataSet, int frame) {
        var item = dataSet.items(PixelTags.ModalityLUTSequence).stream().findFirst();
        if (item.isPresent()) {
            return new Table(LookupTable.of(item.get(), Layout.isSigned(dataSet)));
        }
        return Rescale.of(dataSet, frame);
    }
}
