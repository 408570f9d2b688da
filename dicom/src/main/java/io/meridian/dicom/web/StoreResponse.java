package io.meridian.dicom.web;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the instances of a store (PS3.18 section 10.5.3 and annex I, Store Instances
 * Response).
 *
 * @param retrieveUrl of the study; empty where the instances were of several
 */
public record StoreResponse(String retrieveUrl, List<Stored> stored, List<Failed> failed) {
    private static final Tag REFERENCED = new Tag(0x00081199);
    private static final Tag FAILED = new Tag(0x00081198);
    private static final Tag OTHER_FAILURES = new Tag(0x0008119A);
    private static final Tag RETRIEVE_URL = new Tag(0x00081190);
    private static final Tag SOP_CLASS = new Tag(0x00081150);
    private static final Tag SOP_INSTANCE = new Tag(0x00081155);
    private static final Tag FAILURE_REASON = new Tag(0x00081197);
    private static final Tag WARNING_REASON = new Tag(0x00081196);

    /** It was kept as it came. */
    public static final int NO_WARNING = 0;

    /** Processing failure. */
    public static final int PROCESSING_FAILURE = 0x0110;

    /** Referenced SOP class not supported. */
    public static final int CLASS_NOT_SUPPORTED = 0x0122;

    /** Refused: out of resources. */
    public static final int OUT_OF_RESOURCES = 0xA700;

    /** Data set does not match SOP class or the request's study. */
    public static final int MISMATCH = 0xA900;

    /** Cannot understand. */
    public static final int NOT_UNDERSTOOD = 0xC000;

    public StoreResponse {
        stored = List.copyOf(stored);
        failed = List.copyOf(failed);
    }

    /**
     * An instance that was kept.
     *
     * @param warning such as B000H; {@link #NO_WARNING} where there is none
     */
    public record Stored(String sopClass, String sopInstance, String retrieveUrl, int warning) {
        /** Names no instance. */
        @Override
        public String toString() {
            return "Stored[%04X]".formatted(warning);
        }
    }

    /**
     * An instance that was not kept; class and instance are empty where they could not be read.
     *
     * @param reason such as A700H
     */
    public record Failed(String sopClass, String sopInstance, int reason) {
        /** Names no instance. */
        @Override
        public String toString() {
            return "Failed[%04X]".formatted(reason);
        }
    }

    public boolean isComplete() {
        return failed.isEmpty();
    }

    /** The status of HTTP for it: 200, 202 where some failed or have warnings, 409 for none. */
    public int httpStatus() {
        if (stored.isEmpty() && !failed.isEmpty()) {
            return 409;
        }
        return failed.isEmpty() && stored.stream().allMatch(each -> each.warning() == NO_WARNING)
                ? 200
                : 202;
    }

    public DataSet toDataSet() {
        var answer = DataSet.builder();
        if (!retrieveUrl.isEmpty()) {
            answer.text(RETRIEVE_URL, Vr.UR, retrieveUrl);
        }
        var others = new ArrayList<DataSet>();
        for (var each : failed) {
            if (each.sopInstance().isEmpty()) {
                others.add(DataSet.builder().numbers(FAILURE_REASON, each.reason()).build());
            } else {
                answer.item(
                        FAILED,
                        item ->
                                reference(item, each.sopClass(), each.sopInstance())
                                        .numbers(FAILURE_REASON, each.reason()));
            }
        }
        for (var each : stored) {
            answer.item(
                    REFERENCED,
                    item -> {
                        reference(item, each.sopClass(), each.sopInstance())
                                .text(RETRIEVE_URL, Vr.UR, each.retrieveUrl());
                        if (each.warning() != NO_WARNING) {
                            item.numbers(WARNING_REASON, each.warning());
                        }
                    });
        }
        if (!others.isEmpty()) {
            answer.sequence(OTHER_FAILURES, others.toArray(DataSet[]::new));
        }
        return answer.build();
    }

    private static DataSet.Builder reference(
            DataSet.Builder item, String sopClass, String sopInstance) {
        return item.text(SOP_CLASS, sopClass).text(SOP_INSTANCE, sopInstance);
    }

    /** Reads a server's answer; what it leaves out is empty or without a warning. */
    public static StoreResponse of(DataSet answer) {
        var stored = new ArrayList<Stored>();
        for (var item : answer.items(REFERENCED)) {
            stored.add(
                    new Stored(
                            item.first(SOP_CLASS),
                            item.first(SOP_INSTANCE),
                            item.first(RETRIEVE_URL),
                            item.integer(WARNING_REASON, NO_WARNING)));
        }
        var failed = new ArrayList<Failed>();
        for (var sequence : List.of(FAILED, OTHER_FAILURES)) {
            for (var item : answer.items(sequence)) {
                failed.add(
                        new Failed(
                                item.first(SOP_CLASS),
                                item.first(SOP_INSTANCE),
                                item.integer(FAILURE_REASON, PROCESSING_FAILURE)));
            }
        }
        return new StoreResponse(answer.first(RETRIEVE_URL), stored, failed);
    }

    /** Counts only. */
    @Override
    public String toString() {
        return "StoreResponse[%d stored, %d failed]".formatted(stored.size(), failed.size());
    }
}
