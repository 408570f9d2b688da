package io.meridian.dicom.network;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.AssociationException.Violation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;

/** Command sets of PS3.7 annex E: always implicit little endian. */
record Command(DataSet dataSet) {
    static final int RESPONSE = 0x8000;
    static final int CANCEL = 0x0FFF;
    static final int NO_DATA_SET = 0x0101;

    private static final int DATA_SET_FOLLOWS = 0x0001;
    private static final int MEDIUM_PRIORITY = 0;
    private static final Limits LIMITS = new Limits(1 << 20, 4, 1_000, 0);

    private static final Tag GROUP_LENGTH = new Tag(0x00000000);
    private static final Tag AFFECTED_CLASS = new Tag(0x00000002);
    private static final Tag REQUESTED_CLASS = new Tag(0x00000003);
    private static final Tag FIELD = new Tag(0x00000100);
    private static final Tag MESSAGE_ID = new Tag(0x00000110);
    private static final Tag MESSAGE_ID_RESPONDED = new Tag(0x00000120);
    private static final Tag MOVE_DESTINATION = new Tag(0x00000600);
    private static final Tag PRIORITY = new Tag(0x00000700);
    private static final Tag DATA_SET_TYPE = new Tag(0x00000800);
    private static final Tag STATUS = new Tag(0x00000900);
    private static final Tag ERROR_COMMENT = new Tag(0x00000902);
    private static final Tag ERROR_ID = new Tag(0x00000903);
    private static final Tag AFFECTED_INSTANCE = new Tag(0x00001000);
    private static final Tag REQUESTED_INSTANCE = new Tag(0x00001001);
    private static final Tag EVENT_TYPE = new Tag(0x00001002);
    private static final Tag ATTRIBUTES = new Tag(0x00001005);
    private static final Tag ACTION_TYPE = new Tag(0x00001008);
    private static final Tag REMAINING = new Tag(0x00001020);
    private static final Tag COMPLETED = new Tag(0x00001021);
    private static final Tag FAILED = new Tag(0x00001022);
    private static final Tag WARNINGS = new Tag(0x00001023);
    private static final Tag ORIGINATOR = new Tag(0x00001030);
    private static final Tag ORIGINATOR_MESSAGE = new Tag(0x00001031);

    static Command read(byte[] bytes) {
        return new Command(Part10.readDataSet(bytes, TransferSyntax.IMPLICIT_LITTLE, LIMITS));
    }

    /** The command of a request; whether a data set follows is the sender's to know. */
    static Command of(DimseRequest request, int messageId, boolean withDataSet) {
        var it = new Fields();
        switch (request) {
            case DimseRequest.Echo(var sopClass) -> it.affected(0x0030, sopClass, "");
            case DimseRequest.Store(var sopClass, var instance, var originator, var message) -> {
                it.affected(0x0001, sopClass, instance).number(PRIORITY, MEDIUM_PRIORITY);
                if (!originator.isEmpty()) {
                    it.text(ORIGINATOR, Vr.AE, originator).number(ORIGINATOR_MESSAGE, message);
                }
            }
            case DimseRequest.Find(var sopClass) ->
                    it.affected(0x0020, sopClass, "").number(PRIORITY, MEDIUM_PRIORITY);
            case DimseRequest.Get(var sopClass) ->
                    it.affected(0x0010, sopClass, "").number(PRIORITY, MEDIUM_PRIORITY);
            case DimseRequest.Move(var sopClass, var destination) ->
                    it.affected(0x0021, sopClass, "")
                            .number(PRIORITY, MEDIUM_PRIORITY)
                            .text(MOVE_DESTINATION, Vr.AE, destination);
            case DimseRequest.Create(var sopClass, var instance) ->
                    it.affected(0x0140, sopClass, instance);
            case DimseRequest.Report(var sopClass, var instance, var type) ->
                    it.affected(0x0100, sopClass, instance).number(EVENT_TYPE, type);
            case DimseRequest.Modify(var sopClass, var instance) ->
                    it.requested(0x0120, sopClass, instance);
            case DimseRequest.Action(var sopClass, var instance, var type) ->
                    it.requested(0x0130, sopClass, instance).number(ACTION_TYPE, type);
            case DimseRequest.Delete(var sopClass, var instance) ->
                    it.requested(0x0150, sopClass, instance);
            case DimseRequest.Read(var sopClass, var instance, var attributes) -> {
                it.requested(0x0110, sopClass, instance);
                if (!attributes.isEmpty()) {
                    var list =
                            ByteBuffer.allocate(4 * attributes.size())
                                    .order(ByteOrder.LITTLE_ENDIAN);
                    for (var tag : attributes) {
                        list.putShort((short) tag.group()).putShort((short) tag.element());
                    }
                    it.builder.bytes(ATTRIBUTES, Vr.AT, list.array());
                }
            }
        }
        return it.number(MESSAGE_ID, messageId)
                .number(DATA_SET_TYPE, withDataSet ? DATA_SET_FOLLOWS : NO_DATA_SET)
                .build();
    }

    static Command cancel(int messageId) {
        return new Fields()
                .number(FIELD, CANCEL)
                .number(MESSAGE_ID_RESPONDED, messageId)
                .number(DATA_SET_TYPE, NO_DATA_SET)
                .build();
    }

    Command response(Reply reply) {
        var it = new Fields();
        var sopClass = sopClass();
        if (!sopClass.isEmpty()) {
            it.text(AFFECTED_CLASS, Vr.UI, sopClass);
        }
        it.number(FIELD, field() | RESPONSE)
                .number(MESSAGE_ID_RESPONDED, messageId())
                .number(DATA_SET_TYPE, reply.dataSet() == null ? NO_DATA_SET : DATA_SET_FOLLOWS)
                .number(STATUS, reply.status().code());
        var instance = reply.sopInstance().isEmpty() ? sopInstance() : reply.sopInstance();
        if (!instance.isEmpty()) {
            it.text(AFFECTED_INSTANCE, Vr.UI, instance);
        }
        for (var type : new Tag[] {EVENT_TYPE, ACTION_TYPE}) {
            it.builder.copy(dataSet, type);
        }
        if (!reply.comment().isEmpty()) {
            it.text(ERROR_COMMENT, Vr.LO, reply.comment().replaceAll("[^ -~]", "?"));
        }
        if (reply.errorId() != 0) {
            it.number(ERROR_ID, reply.errorId());
        }
        var counts = reply.counts();
        if (counts != null) {
            if (reply.status().isPending() || reply.status().isCancelled()) {
                it.number(REMAINING, counts.remaining());
            }
            it.number(COMPLETED, counts.completed())
                    .number(FAILED, counts.failed())
                    .number(WARNINGS, counts.warnings());
        }
        return it.build();
    }

    /** The request that this command is. */
    DimseRequest request() {
        var instance = sopInstance();
        return switch (field()) {
            case 0x0030 -> new DimseRequest.Echo(sopClass());
            case 0x0001 ->
                    new DimseRequest.Store(
                            sopClass(),
                            instance,
                            dataSet.first(ORIGINATOR),
                            dataSet.integer(ORIGINATOR_MESSAGE, 0));
            case 0x0020 -> new DimseRequest.Find(sopClass());
            case 0x0010 -> new DimseRequest.Get(sopClass());
            case 0x0021 -> new DimseRequest.Move(sopClass(), dataSet.first(MOVE_DESTINATION));
            case 0x0100 ->
                    new DimseRequest.Report(sopClass(), instance, dataSet.integer(EVENT_TYPE, 0));
            case 0x0110 -> new DimseRequest.Read(sopClass(), instance, attributes());
            case 0x0120 -> new DimseRequest.Modify(sopClass(), instance);
            case 0x0130 ->
                    new DimseRequest.Action(sopClass(), instance, dataSet.integer(ACTION_TYPE, 0));
            case 0x0140 -> new DimseRequest.Create(sopClass(), instance);
            case 0x0150 -> new DimseRequest.Delete(sopClass(), instance);
            default ->
                    throw new Violation(
                            AbortReason.NOT_SPECIFIED,
                            "a command of unknown kind %04XH arrived".formatted(field()));
        };
    }

    private ArrayList<Tag> attributes() {
        var list = ByteBuffer.wrap(dataSet.bytes(ATTRIBUTES)).order(ByteOrder.LITTLE_ENDIAN);
        var tags = new ArrayList<Tag>();
        while (list.remaining() >= 4) {
            tags.add(Tag.of(list.getShort() & 0xFFFF, list.getShort() & 0xFFFF));
        }
        return tags;
    }

    boolean isResponse() {
        return (field() & RESPONSE) != 0;
    }

    boolean isCancel() {
        return field() == CANCEL;
    }

    int field() {
        return dataSet.integer(FIELD, 0);
    }

    int messageId() {
        return dataSet.integer(MESSAGE_ID, 0);
    }

    int respondsTo() {
        return dataSet.integer(MESSAGE_ID_RESPONDED, 0);
    }

    int status() {
        return dataSet.integer(STATUS, Status.PROCESSING_FAILURE.code());
    }

    String errorComment() {
        return dataSet.text(ERROR_COMMENT);
    }

    int errorId() {
        return dataSet.integer(ERROR_ID, 0);
    }

    SubOperations subOperations() {
        return new SubOperations(
                dataSet.integer(REMAINING, 0),
                dataSet.integer(COMPLETED, 0),
                dataSet.integer(FAILED, 0),
                dataSet.integer(WARNINGS, 0));
    }

    String sopClass() {
        var affected = dataSet.first(AFFECTED_CLASS);
        return affected.isEmpty() ? dataSet.first(REQUESTED_CLASS) : affected;
    }

    String sopInstance() {
        var affected = dataSet.first(AFFECTED_INSTANCE);
        return affected.isEmpty() ? dataSet.first(REQUESTED_INSTANCE) : affected;
    }

    boolean hasDataSet() {
        return dataSet.integer(DATA_SET_TYPE, NO_DATA_SET) != NO_DATA_SET;
    }

    byte[] bytes() {
        var content = Part10.dataSetBytes(dataSet, TransferSyntax.IMPLICIT_LITTLE);
        return ByteBuffer.allocate(12 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(GROUP_LENGTH.value())
                .putInt(4)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** Collects a command's elements. */
    private static final class Fields {
        private final DataSet.Builder builder = DataSet.builder();

        Fields affected(int field, String sopClass, String instance) {
            text(AFFECTED_CLASS, Vr.UI, sopClass).number(FIELD, field);
            return instance.isEmpty() ? this : text(AFFECTED_INSTANCE, Vr.UI, instance);
        }

        Fields requested(int field, String sopClass, String instance) {
            return text(REQUESTED_CLASS, Vr.UI, sopClass)
                    .number(FIELD, field)
                    .text(REQUESTED_INSTANCE, Vr.UI, instance);
        }

        Fields text(Tag tag, Vr vr, String value) {
            builder.text(tag, vr, value);
            return this;
        }

        Fields number(Tag tag, int value) {
            builder.put(Element.of(tag, Vr.US, new byte[] {(byte) value, (byte) (value >>> 8)}));
            return this;
        }

        Command build() {
            return new Command(builder.build());
        }
    }
}
