package io.meridian.dicom.web;

import java.util.regex.Pattern;

/** A study, a series or an instance by its UIDs (PS3.18 section 10.1.1). */
public sealed interface Resource {
    /** Where it lies below a service's address: {@code studies/…}, without a slash before. */
    String path();

    /** Hides the UIDs in what a message may repeat. */
    String level();

    String studyUid();

    record Study(String studyUid) implements Resource {
        public Study {
            requireUid(studyUid);
        }

        public Series series(String seriesUid) {
            return new Series(studyUid, seriesUid);
        }

        @Override
        public String path() {
            return "studies/" + studyUid;
        }

        @Override
        public String level() {
            return "study";
        }

        @Override
        public String toString() {
            return level();
        }
    }

    record Series(String studyUid, String seriesUid) implements Resource {
        public Series {
            requireUid(studyUid);
            requireUid(seriesUid);
        }

        public Instance instance(String instanceUid) {
            return new Instance(studyUid, seriesUid, instanceUid);
        }

        @Override
        public String path() {
            return "studies/%s/series/%s".formatted(studyUid, seriesUid);
        }

        @Override
        public String level() {
            return "series";
        }

        @Override
        public String toString() {
            return level();
        }
    }

    record Instance(String studyUid, String seriesUid, String instanceUid) implements Resource {
        public Instance {
            requireUid(studyUid);
            requireUid(seriesUid);
            requireUid(instanceUid);
        }

        @Override
        public String path() {
            return "studies/%s/series/%s/instances/%s".formatted(studyUid, seriesUid, instanceUid);
        }

        @Override
        public String level() {
            return "instance";
        }

        @Override
        public String toString() {
            return level();
        }
    }

    /** As received ones are; a digit among the dots keeps them from leading elsewhere. */
    private static void requireUid(String uid) {
        if (!UidSyntax.RECEIVED.matcher(uid).matches()) {
            throw new DicomWebException.Malformed(
                    "a UID is 1 to 64 digits and dots; length is %d".formatted(uid.length()));
        }
    }

    /** Of UIDs that others made. */
    final class UidSyntax {
        static final Pattern RECEIVED = Pattern.compile("(?=\\.*[0-9])[0-9.]{1,64}");

        private UidSyntax() {}
    }
}
