package io.meridian.dicom.network.query;

import io.meridian.dicom.network.AssociationRequest;
import java.util.Optional;

/** Where objects may be moved to: only what was configured. */
@FunctionalInterface
public interface Destinations {
    /** No destination: C-MOVE is always answered with A801H. */
    Destinations NONE = _ -> Optional.empty();

    /** The beginning of a request to the application entity of this title, if it is known. */
    Optional<AssociationRequest.Builder> find(String title);
}
