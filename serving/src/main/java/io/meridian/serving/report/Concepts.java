package io.meridian.serving.report;

import io.meridian.model.packaging.Code;

/** The codes of PS3.16 that a report is written with. */
final class Concepts {
    static final Code MEASUREMENT_REPORT = dcm("126000", "Imaging Measurement Report");
    static final Code LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
    static final Code ENGLISH = new Code("en", "RFC5646", "English");
    static final Code OBSERVER_TYPE = dcm("121005", "Observer Type");
    static final Code DEVICE = dcm("121007", "Device");
    static final Code DEVICE_UID = dcm("121012", "Device Observer UID");
    static final Code DEVICE_NAME = dcm("121013", "Device Observer Name");
    static final Code DEVICE_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_MODEL = dcm("121015", "Device Observer Model Name");
    static final Code PROCEDURE_REPORTED = dcm("121058", "Procedure reported");
    static final Code IMAGE_LIBRARY = dcm("111028", "Image Library");
    static final Code IMAGE_LIBRARY_GROUP = dcm("126200", "Image Library Group");
    static final Code IMAGING_MEASUREMENTS = dcm("126010", "Imaging Measurements");
    static final Code MEASUREMENT_GROUP = dcm("125007", "Measurement Group");
    static final Code QUALITATIVE_EVALUATIONS =
            new Code("C0034375", "UMLS", "Qualitative Evaluations");
    static final Code TRACKING_ID = dcm("112039", "Tracking Identifier");
    static final Code TRACKING_UID = dcm("112040", "Tracking Unique Identifier");
    static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");
    static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    static final Code FINDING = dcm("121071", "Finding");
    static final Code CERTAINTY = dcm("111012", "Certainty of Finding");
    static final Code PERCENT = new Code("%", "UCUM", "Percent");
    static final Code PRESENCE = new Code("705057003", "SCT", "Presence");
    static final Code PRESENT = new Code("373573001", "SCT", "Clinical finding present");
    static final Code ABSENT = new Code("373572006", "SCT", "Clinical finding absent");
    static final Code ANALYSIS_STATE = dcm("111065", "Summary of Analyses");
    static final Code NOT_ATTEMPTED = dcm("111225", "Not Attempted");
    static final Code COMMENT = dcm("121106", "Comment");

    private Concepts() {}

    private static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }
}
