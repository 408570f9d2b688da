package io.meridian.edge.reception;

import io.meridian.dicom.network.StoreHandler.Incoming;
import io.meridian.dicom.network.StoreOutcome;
import java.io.IOException;
import java.io.InputStream;

/** The one way into the clinical zone, whatever protocol an object came by. */
public interface ObjectReception {
    /** As {@link #store(Incoming, InputStream, String)} for objects of any study. */
    String ANY_STUDY = "";

    /**
     * Keeps an object that must belong to this study.
     *
     * @param dataSet the bare data set in the transfer syntax
     * @param study StudyInstanceUID, or {@link #ANY_STUDY}
     * @return the outcome; {@code Stored} is a promise that a crash now loses nothing
     */
    StoreOutcome store(Incoming incoming, InputStream dataSet, String study) throws IOException;
}
