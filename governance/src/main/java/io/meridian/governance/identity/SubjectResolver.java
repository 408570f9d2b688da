package io.meridian.governance.identity;

import java.time.Instant;

/** Who a patient number belongs to. */
@FunctionalInterface
public interface SubjectResolver {
    SubjectId resolve(PatientIdentifier identifier, Instant at);
}
