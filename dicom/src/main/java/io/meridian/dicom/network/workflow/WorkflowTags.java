package io.meridian.dicom.network.workflow;

import io.meridian.dicom.Tag;

/** Attributes that are used by name here. */
final class WorkflowTags {
    static final Tag FAILURE_REASON = new Tag(0x00081197);
    static final Tag FAILED_SOP_SEQUENCE = new Tag(0x00081198);
    static final Tag TRANSACTION_UID = new Tag(0x00081195);
    static final Tag STEP_START_DATE = new Tag(0x00400244);
    static final Tag STEP_START_TIME = new Tag(0x00400245);
    static final Tag STEP_END_DATE = new Tag(0x00400250);
    static final Tag STEP_END_TIME = new Tag(0x00400251);
    static final Tag STEP_STATUS = new Tag(0x00400252);
    static final Tag STEP_ID = new Tag(0x00400253);
    static final Tag STATION_AE_TITLE = new Tag(0x00400241);
    static final Tag SCHEDULED_STEPS = new Tag(0x00400270);
    static final Tag PERFORMED_SERIES = new Tag(0x00400340);
    static final Tag SERIES_INSTANCE_UID = new Tag(0x0020000E);
    static final Tag STUDY_INSTANCE_UID = new Tag(0x0020000D);

    private WorkflowTags() {}
}
