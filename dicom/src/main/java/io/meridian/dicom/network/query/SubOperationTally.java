package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Reply;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.SubOperations;
import java.util.ArrayList;
import java.util.List;

/** Counts the outcomes of one retrieval and reports them (PS3.4 section C.4.2.1). */
final class SubOperationTally {
    private static final Tag FAILED_INSTANCES = new Tag(0x00080058);

    /** As many UIDs as an explicit UI element can hold. */
    private static final int MAXIMUM_LISTED = 1_000;

    private final Exchange exchange;
    private final List<String> failed = new ArrayList<>();
    private int remaining;
    private int completed;
    private int failures;
    private int warnings;

    SubOperationTally(Exchange exchange, int total) {
        this.exchange = exchange;
        this.remaining = total;
    }

    void done(StoredInstance instance, Status status) {
        remaining--;
        if (status.isSuccess()) {
            completed++;
        } else if (status.isWarning()) {
            warnings++;
        } else {
            failures++;
            if (failed.size() < MAXIMUM_LISTED) {
                failed.add(instance.sopInstance());
            }
        }
        if (remaining > 0) {
            exchange.pending(Reply.of(Status.PENDING).with(counts()));
        }
    }

    void cancelled() {
        finish(Reply.of(Status.CANCELLED));
    }

    void finished() {
        if (failures == 0 && warnings == 0) {
            finish(Reply.of(Status.SUCCESS));
        } else if (completed == 0 && warnings == 0) {
            finish(Reply.of(Status.CANNOT_PERFORM_SUB_OPERATIONS, "no object could be sent"));
        } else {
            finish(Reply.of(Status.SUB_OPERATIONS_WITH_FAILURES, "some objects were not taken"));
        }
    }

    private void finish(Reply reply) {
        var counted = reply.with(counts());
        exchange.reply(
                failed.isEmpty()
                        ? counted
                        : counted.with(
                                DataSet.builder()
                                        .text(
                                                FAILED_INSTANCES,
                                                Vr.UI,
                                                failed.toArray(String[]::new))
                                        .build()));
    }

    private SubOperations counts() {
        return new SubOperations(remaining, completed, failures, warnings);
    }
}
