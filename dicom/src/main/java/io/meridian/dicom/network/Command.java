package io.meridian.dicom.network;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;

/** Command sets of PS3.7 annex E: always implicit little endian. */
record Command(DataSet dataSet) {
    static final int C_STORE_RQ = 0x0001;
    static final int C_ECHO_RQ = 0x0030;
    static final int RESPONSE = 0x8000;
    static final int NO_DATA_SET = 0x0101;
    static final int SUCCESS = 0;

    private static final Tag GROUP_LENGTH = new Tag(0x00000000);
    private static final Tag AFFECTED_SOP_CLASS = new Tag(0x00000002);
    private static final Tag FIELD = new Tag(0x00000100);
    private static final Tag MESSAGE_ID = new Tag(0x00000110);
    private static final Tag MESSAGE_ID_RESPONDED = new Tag(0x00000120);
    private static final Tag PRIORITY = new Tag(0x00000700);
    private static final Tag DATA_SET_TYPE = new Tag(0x00000800);
    private static final Tag STATUS = new Tag(0x00000900);
    private static final Tag ERROR_COMMENT = new Tag(0x00000902);
    private static final Tag AFFECTED_SOP_INSTANCE = new Tag(0x00001000);

    static Command read(byte[] bytes) {
        return new Command(
                Part10.readDataSet(bytes, TransferSyntax.IMPLICIT_LITTLE, Limits.DEFAULT));
    }

    static Command storeRequest(int messageId, String sopClass, String sopInstance) {
        return new Command(
                request(C_STORE_RQ, messageId, sopClass, 0x0000)
                        .text(AFFECTED_SOP_INSTANCE, Vr.UI, sopInstance)
                        .build());
    }

    static Command echoRequest(int messageId, String verification) {
        return new Command(request(C_ECHO_RQ, messageId, verification, NO_DATA_SET).build());
    }

    Command response(int status, String comment) {
        var response =
                DataSet.builder()
                        .text(AFFECTED_SOP_CLASS, Vr.UI, sopClass())
                        .put(number(FIELD, field() | RESPONSE))
                        .put(number(MESSAGE_ID_RESPONDED, dataSet.integer(MESSAGE_ID, 0)))
                        .put(number(DATA_SET_TYPE, NO_DATA_SET))
                        .put(number(STATUS, status));
        if (dataSet.contains(AFFECTED_SOP_INSTANCE)) {
            response.text(AFFECTED_SOP_INSTANCE, Vr.UI, sopInstance());
        }
        if (!comment.isEmpty()) {
            response.text(ERROR_COMMENT, Vr.LO, comment.replaceAll("[^ -~]", "?"));
        }
        return new Command(response.build());
    }

    int field() {
        return dataSet.integer(FIELD, 0);
    }

    int status() {
        return dataSet.integer(STATUS, -1);
    }

    String errorComment() {
        return dataSet.text(ERROR_COMMENT);
    }

    String sopClass() {
        return dataSet.first(AFFECTED_SOP_CLASS);
    }

    String sopInstance() {
        return dataSet.first(AFFECTED_SOP_INSTANCE);
    }

    boolean hasDataSet() {
        return dataSet.integer(DATA_SET_TYPE, NO_DATA_SET) != NO_DATA_SET;
    }

    byte[] bytes() {
        var content = Part10.dataSetBytes(dataSet, TransferSyntax.IMPLICIT_LITTLE);
        var length =
                Part10.dataSetBytes(
                        DataSet.builder().numbers(GROUP_LENGTH, content.length).build(),
                        TransferSyntax.IMPLICIT_LITTLE);
        var bytes = new byte[length.length + content.length];
        System.arraycopy(length, 0, bytes, 0, length.length);
        System.arraycopy(content, 0, bytes, length.length, content.length);
        return bytes;
    }

    private static DataSet.Builder request(int field, int messageId, String sopClass, int type) {
        var request =
                DataSet.builder()
                        .text(AFFECTED_SOP_CLASS, Vr.UI, sopClass)
                        .put(number(FIELD, field))
                        .put(number(MESSAGE_ID, messageId))
                        .put(number(DATA_SET_TYPE, type));
        return field == C_STORE_RQ ? request.put(number(PRIORITY, 0)) : request;
    }

    private static io.meridian.dicom.Element number(Tag tag, int value) {
        return io.meridian.dicom.Element.of(
                tag, Vr.US, new byte[] {(byte) value, (byte) (value >>> 8)});
    }
}
