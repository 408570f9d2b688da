package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import java.util.List;

/** Validates objects; immutable and safe for use by several threads. */
public final class Validator {
    /** At most so many findings for one object; a last one says that there were more. */
    static final int MOST_FINDINGS = 10_000;

    private Validator() {}

    /** By the standard, edition 2024e. Loads nothing yet. */
    public static Validator standard() {
        return new Validator();
    }

    /**
     * What the data set does not keep of its IOD and of the dictionary, outermost attributes first.
     * Rules that need the transfer syntax are left out.
     */
    public List<Finding> validate(DataSet dataSet) {
        return new Validation(Tables.standard(), DataSet.EMPTY, dataSet).run();
    }

    /** As {@link #validate(DataSet)}, with the rules that need file meta information. */
    public List<Finding> validate(DicomFile file) {
        return new Validation(Tables.standard(), file.meta(), file.dataSet()).run();
    }
}
