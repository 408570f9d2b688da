package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.io.InputStream;

/** C-STORE as a user (PS3.4 annex B). */
public final class Storage {
    private Storage() {}

    /**
     * Sends a bare data set as it is read, in constant memory. With an operations window further
     * objects may be sent before the response is taken.
     *
     * @throws AssociationException if the class was not accepted in this encoding, or the
     *     association breaks
     */
    public static Invocation store(
            Association association,
            String sopClass,
            String sopInstance,
            TransferSyntax syntax,
            InputStream dataSet) {
        return store(association, new DimseRequest.Store(sopClass, sopInstance), syntax, dataSet);
    }

    /** The same for a request that may name the retrieval that it belongs to. */
    public static Invocation store(
            Association association,
            DimseRequest.Store request,
            TransferSyntax syntax,
            InputStream dataSet) {
        var context =
                association
                        .context(request.sopClass(), syntax)
                        .orElseThrow(() ->
                                new AssociationException(
                                        "the provider did not accept SOP class %s in transfer syntax %s"
                                                .formatted(request.sopClass(), syntax)));
        return association.invoke(context, request, dataSet);
    }
}
