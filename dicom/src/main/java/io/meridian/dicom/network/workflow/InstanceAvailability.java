package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomUid;
import io.meridian.dicom.Part10;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseResponse;

/** Instance Availability Notification as a user (PS3.4 annex R). */
public final class InstanceAvailability {
    /** Instance Availability Notification. */
    public static final String SOP_CLASS = "1.2.840.10008.5.1.4.33";

    private InstanceAvailability() {}

    /** N-CREATE of a notification with a new instance UID. */
    public static DimseResponse notify(Association association, DataSet notification) {
        var context = association.context(SOP_CLASS);
        var request = new DimseRequest.Create(SOP_CLASS, DicomUid.generate().value());
        return association
                .invoke(
                        context,
                        request,
                        Part10.dataSetBytes(notification, context.transferSyntax()))
                .last();
    }
}
