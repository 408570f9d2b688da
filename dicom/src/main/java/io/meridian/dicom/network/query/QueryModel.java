package io.meridian.dicom.network.query;

import java.util.List;

/** The information models of query and retrieval, with their SOP classes (PS3.4 annex C.6). */
public enum QueryModel {
    PATIENT_ROOT("1.2.840.10008.5.1.4.1.2.1.", List.of(QueryLevel.values())),
    STUDY_ROOT(
            "1.2.840.10008.5.1.4.1.2.2.",
            List.of(QueryLevel.STUDY, QueryLevel.SERIES, QueryLevel.IMAGE));

    private final String prefix;
    private final List<QueryLevel> levels;

    QueryModel(String prefix, List<QueryLevel> levels) {
        this.prefix = prefix;
        this.levels = levels;
    }

    public String findClass() {
        return prefix + "1";
    }

    public String moveClass() {
        return prefix + "2";
    }

    public String getClassUid() {
        return prefix + "3";
    }

    /** From the root down. */
    public List<QueryLevel> levels() {
        return levels;
    }
}
