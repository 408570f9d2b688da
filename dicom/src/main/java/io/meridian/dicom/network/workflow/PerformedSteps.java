package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps performed procedure steps: implemented by the application. Called by several threads at
 * once; each method is atomic.
 */
public interface PerformedSteps {
    /** Keeps a new step; false if there is one of this instance UID. */
    boolean create(String sopInstance, DataSet step) throws IOException;

    /** The step as it is now. */
    Optional<DataSet> find(String sopInstance) throws IOException;

    /** Replaces a step; false if it is no longer the one expected, so that it is read again. */
    boolean replace(String sopInstance, DataSet expected, DataSet step) throws IOException;
}
