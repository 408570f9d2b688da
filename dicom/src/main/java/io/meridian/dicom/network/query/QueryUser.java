package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.Invocation;
import io.meridian.dicom.network.Roles;
import io.meridian.dicom.network.SubOperations;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * Query and retrieval as a user, in one information model. An identifier names its
 * QueryRetrieveLevel and holds a key for each attribute that is wanted back, empty to match any.
 */
public final class QueryUser {
    private static final Tag FAILED_INSTANCES = new Tag(0x00080058);

    private final Association association;
    private final QueryModel model;

    public QueryUser(Association association, QueryModel model) {
        this.association = association;
        this.model = model;
    }

    /** Adds the contexts of find and move to a request. */
    public static AssociationRequest.Builder propose(
            AssociationRequest.Builder request, QueryModel model) {
        return request.propose(model.findClass()).propose(model.moveClass());
    }

    /**
     * C-FIND.
     *
     * @param most matches wanted; when more come, the query is cancelled
     */
    public FindResult find(DataSet identifier, int most) {
        return find(association, model.findClass(), identifier, most);
    }

    static FindResult find(Association association, String sopClass, DataSet identifier, int most) {
        var invocation = invoke(association, sopClass, new DimseRequest.Find(sopClass), identifier);
        var matches = new ArrayList<DataSet>();
        var unsupported = false;
        var complete = true;
        while (true) {
            var response = invocation.next();
            var status = response.status();
            if (!status.isPending()) {
                return new FindResult(matches, status, response.comment(), unsupported, complete);
            }
            unsupported |= status.code() == 0xFF01;
            if (matches.size() < most) {
                matches.add(response.dataSet());
            } else {
                complete = false;
                invocation.cancel();
            }
        }
    }

    /**
     * C-MOVE to an application entity that the provider knows.
     *
     * @param progress told at each pending response
     */
    public RetrieveResult move(
            DataSet identifier, String destination, Consumer<SubOperations> progress) {
        var request = new DimseRequest.Move(model.moveClass(), destination);
        return finish(invoke(association, model.moveClass(), request, identifier), progress);
    }

    /**
     * C-GET. The association needs {@link AssociationRequest.Builder#serve} with a storage service
     * and the contexts of {@link #proposeGet}.
     */
    public RetrieveResult get(DataSet identifier, Consumer<SubOperations> progress) {
        var request = new DimseRequest.Get(model.getClassUid());
        return finish(invoke(association, model.getClassUid(), request, identifier), progress);
    }

    /** Adds the context of get, and storage classes for which we are the provider. */
    public static AssociationRequest.Builder proposeGet(
            AssociationRequest.Builder request,
            QueryModel model,
            Iterable<AssociationRequest.Proposed> storage) {
        request.propose(model.getClassUid());
        for (var each : storage) {
            request.roles(each.sopClass(), Roles.PROVIDER);
            request.propose(
                    each.sopClass(), each.transferSyntaxes().toArray(TransferSyntax[]::new));
        }
        return request;
    }

    private static RetrieveResult finish(Invocation invocation, Consumer<SubOperations> progress) {
        while (true) {
            var response = invocation.next();
            if (response.status().isPending()) {
                progress.accept(response.subOperations());
            } else {
                return new RetrieveResult(
                        response.status(),
                        response.comment(),
                        response.subOperations(),
                        response.dataSet().texts(FAILED_INSTANCES));
            }
        }
    }

    private static Invocation invoke(
            Association association, String sopClass, DimseRequest request, DataSet identifier) {
        var context = association.context(sopClass);
        return association.invoke(
                context, request, Part10.dataSetBytes(identifier, context.transferSyntax()));
    }
}
