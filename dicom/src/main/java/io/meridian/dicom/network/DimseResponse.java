package io.meridian.dicom.network;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;

/** One response to a request. Its data set is read when asked for. */
public final class DimseResponse {
    private final Command command;
    private final TransferSyntax syntax;
    private final byte[] bytes;

    DimseResponse(Command command, TransferSyntax syntax, byte[] bytes) {
        this.command = command;
        this.syntax = syntax;
        this.bytes = bytes;
    }

    public Status status() {
        return new Status(command.status());
    }

    /** ErrorComment (0000,0902), as it came: not for logs. */
    public String comment() {
        return command.errorComment();
    }

    /** ErrorID (0000,0903); 0 if there is none. */
    public int errorId() {
        return command.errorId();
    }

    public SubOperations subOperations() {
        return command.subOperations();
    }

    /** The affected SOP instance; empty if the response names none. */
    public String sopInstance() {
        return command.sopInstance();
    }

    /**
     * The data set; empty if none came.
     *
     * @throws io.meridian.dicom.DicomException if it cannot be read
     */
    public DataSet dataSet() {
        return bytes.length == 0
                ? DataSet.EMPTY
                : Part10.readDataSet(bytes, syntax, Limits.DEFAULT);
    }

    /** Names the status only. */
    @Override
    public String toString() {
        return "DimseResponse[" + status() + "]";
    }
}
