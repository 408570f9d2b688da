package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.network.Association;

/** C-FIND of the modality worklist as a user (PS3.4 annex K). */
public final class WorklistUser {
    private WorklistUser() {}

    /**
     * Asks for scheduled procedure steps; the association needs a context for {@link
     * WorklistService#SOP_CLASS}.
     *
     * @param most items wanted; when more come, the query is cancelled
     */
    public static FindResult find(Association association, DataSet keys, int most) {
        return QueryUser.find(association, WorklistService.SOP_CLASS, keys, most);
    }
}
