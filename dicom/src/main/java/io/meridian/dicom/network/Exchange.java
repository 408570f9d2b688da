package io.meridian.dicom.network;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One request that is being performed. Used by the thread that performs it. */
public final class Exchange {
    private final Association association;
    private final PresentationContext context;
    private final Command command;
    private final DataStream stream;
    private final byte[] identifier;
    private volatile boolean cancelled;
    private volatile boolean answered;
    private @Nullable DataSet parsed;

    Exchange(
            Association association,
            PresentationContext context,
            Command command,
            DataStream stream,
            byte[] identifier) {
        this.association = association;
        this.context = context;
        this.command = command;
        this.stream = stream;
        this.identifier = identifier;
    }

    public Terms terms() {
        return association.terms();
    }

    public PresentationContext context() {
        return context;
    }

    /** For sub-operations on the same association. */
    public Association association() {
        return association;
    }

    public AssociationLimits limits() {
        return association.limits();
    }

    public int messageId() {
        return command.messageId();
    }

    public boolean hasDataSet() {
        return command.hasDataSet();
    }

    /** The bare data set of a C-STORE as it arrives; what is not read is passed over. */
    public InputStream stream() {
        return stream;
    }

    /**
     * The data set of any other request; empty if there is none.
     *
     * @throws io.meridian.dicom.DicomException if it cannot be read
     */
    public DataSet dataSet() {
        var read = parsed;
        if (read == null) {
            read =
                    identifier.length == 0
                            ? DataSet.EMPTY
                            : Part10.readDataSet(
                                    identifier, context.transferSyntax(), Limits.DEFAULT);
            parsed = read;
        }
        return read;
    }

    /** The peer asked to cancel, or the association has ended. */
    public boolean isCancelled() {
        return cancelled || association.hasEnded();
    }

    /** A response that is followed by others; its status must be pending. */
    public void pending(Reply reply) {
        if (!reply.status().isPending()) {
            throw new IllegalArgumentException("a status of %s is final".formatted(reply.status()));
        }
        association.send(context, command.response(reply), encoded(reply));
    }

    /** The final response; once. */
    public void reply(Reply reply) {
        if (answered || reply.status().isPending()) {
            throw new IllegalStateException("a request has one final response");
        }
        var response = command.response(reply);
        var bytes = encoded(reply);
        passOverTheRest();
        answered = true;
        association.finished(this);
        association.send(context, response, bytes);
    }

    private byte @Nullable [] encoded(Reply reply) {
        var answer = reply.dataSet();
        return answer == null ? null : Part10.dataSetBytes(answer, context.transferSyntax());
    }

    /** A peer listens only after it has sent everything. */
    private void passOverTheRest() {
        try {
            stream.drain();
        } catch (IOException e) {
            throw new AssociationException("the association broke within a data set", e);
        }
    }

    void cancel() {
        cancelled = true;
    }

    boolean isAnswered() {
        return answered;
    }
}
