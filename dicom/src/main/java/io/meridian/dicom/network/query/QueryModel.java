package io.meridian.dicom.network.query;

import java.util.Arrays;
import java.util.List;

/** The information models of query and retrieval, with their SOP classes (PS3.4 annex C.6). */
public enum QueryModel {
    PATIENT_ROOT("1.2.840.10008.5.1.4.1.2.1.", QueryLevel.PATIENT),
    STUDY_ROOT("1.2.840.10008.5.1.4.1.2.2.", QueryLevel.STUDY);

    private final String prefix;
    private final QueryLevel root;

    QueryModel(String prefix, QueryLevel root) {
        this.prefix = prefix;
        this.root = root;
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
        return Arrays.stream(QueryLevel.values())
                .filter(level -> level.compareTo(root) >= 0)
                .toList();
    }
}
