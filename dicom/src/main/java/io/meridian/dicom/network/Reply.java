package io.meridian.dicom.network;

import io.meridian.dicom.DataSet;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answers.
 *
 * @param comment ErrorComment (0000,0902): at most 64 characters, without identity
 * @param errorId ErrorID (0000,0903); 0 for none
 * @param sopInstance the affected instance; empty for that of the request
 */
public record Reply(
        Status status,
        String comment,
        int errorId,
        String sopInstance,
        @Nullable DataSet dataSet,
        @Nullable SubOperations counts) {
    public Reply {
        comment = comment.length() > 64 ? comment.substring(0, 64) : comment;
    }

    public static Reply of(Status status) {
        return new Reply(status, "", 0, "", null, null);
    }

    public static Reply of(Status status, String comment) {
        return new Reply(status, comment, 0, "", null, null);
    }

    public Reply withErrorId(int other) {
        return new Reply(status, comment, other, sopInstance, dataSet, counts);
    }

    public Reply withSopInstance(String other) {
        return new Reply(status, comment, errorId, other, dataSet, counts);
    }

    public Reply with(DataSet other) {
        return new Reply(status, comment, errorId, sopInstance, other, counts);
    }

    public Reply with(SubOperations other) {
        return new Reply(status, comment, errorId, sopInstance, dataSet, other);
    }

    /** Names the status only. */
    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
