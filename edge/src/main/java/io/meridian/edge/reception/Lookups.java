package io.meridian.edge.reception;

import io.meridian.edge.home.ZoneKeys;

/**
 * What stands for original identifiers in the clinical zone: keyed hashes, each kind its own.
 * Thread-safe.
 */
public record Lookups(ZoneKeys keys) {

    /** The {@code lookup} column of an instance. */
    public String instance(String sopInstanceUid) {
        return keys.lookup("SOPInstanceUID", sopInstanceUid);
    }

    /** The {@code lookup} column of a study. */
    public String study(String studyInstanceUid) {
        return keys.lookup("StudyInstanceUID", studyInstanceUid);
    }

    /** The {@code series} column of an instance. */
    public String series(String seriesInstanceUid) {
        return keys.lookup("SeriesInstanceUID", seriesInstanceUid);
    }

    /** The {@code patient} column of a study; issuers do not count. */
    public String patient(String patientId) {
        return keys.lookup("PatientID", patientId.strip());
    }

    /** The {@code accession} column of a study. */
    public String accession(String accessionNumber) {
        return keys.lookup("AccessionNumber", accessionNumber.strip());
    }

    /** The opaque id of an instance; derived, so that a second try finds what the first left. */
    String instanceId(String sopInstanceUid) {
        return keys.lookup("instance id", sopInstanceUid);
    }

    String studyId(String studyInstanceUid) {
        return keys.lookup("study id", studyInstanceUid);
    }

    /** The subject of an image that no person is stated for. */
    String imageSubject(String sopInstanceUid) {
        return "image-" + keys.lookup("image subject", sopInstanceUid);
    }

    /** Of an object's bytes; a plain hash of them would join with an archive. */
    String content(String sha256) {
        return keys.lookup("content", sha256);
    }
}
