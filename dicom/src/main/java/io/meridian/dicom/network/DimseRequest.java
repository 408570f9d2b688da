package io.meridian.dicom.network;

import io.meridian.dicom.Tag;
import java.util.List;

/** A request of PS3.7, without its message number and data set. Prints no instance. */
public sealed interface DimseRequest {
    /** The SOP class that the command names. */
    String sopClass();

    /** C-ECHO. */
    record Echo(String sopClass) implements DimseRequest {}

    /**
     * C-STORE; the data set follows.
     *
     * @param originator the caller of the retrieval that it belongs to; empty if none
     * @param originatorMessage that retrieval's message number
     */
    record Store(String sopClass, String sopInstance, String originator, int originatorMessage)
            implements DimseRequest {
        public Store(String sopClass, String sopInstance) {
            this(sopClass, sopInstance, "", 0);
        }

        @Override
        public String toString() {
            return "Store[" + sopClass + "]";
        }
    }

    /** C-FIND; the identifier follows. */
    record Find(String sopClass) implements DimseRequest {}

    /** C-MOVE to an application entity; the identifier follows. */
    record Move(String sopClass, String destination) implements DimseRequest {}

    /** C-GET; the identifier follows. */
    record Get(String sopClass) implements DimseRequest {}

    /** N-CREATE; the provider names the instance where it is empty. */
    record Create(String sopClass, String sopInstance) implements DimseRequest {
        @Override
        public String toString() {
            return "Create[" + sopClass + "]";
        }
    }

    /** N-SET; the modifications follow. */
    record Modify(String sopClass, String sopInstance) implements DimseRequest {
        @Override
        public String toString() {
            return "Modify[" + sopClass + "]";
        }
    }

    /** N-GET of these attributes; all where there are none. */
    record Read(String sopClass, String sopInstance, List<Tag> attributes) implements DimseRequest {
        public Read {
            attributes = List.copyOf(attributes);
        }

        @Override
        public String toString() {
            return "Read[" + sopClass + "]";
        }
    }

    /** N-ACTION. */
    record Action(String sopClass, String sopInstance, int type) implements DimseRequest {
        @Override
        public String toString() {
            return "Action[" + sopClass + ", " + type + "]";
        }
    }

    /** N-EVENT-REPORT. */
    record Report(String sopClass, String sopInstance, int type) implements DimseRequest {
        @Override
        public String toString() {
            return "Report[" + sopClass + ", " + type + "]";
        }
    }

    /** N-DELETE. */
    record Delete(String sopClass, String sopInstance) implements DimseRequest {
        @Override
        public String toString() {
            return "Delete[" + sopClass + "]";
        }
    }
}
