package io.meridian.edge.research;

import io.meridian.artifact.Reference;

/** Which records of this site lost payload when a subject was erased. Thread-safe. */
public interface ErasedRecords {
    boolean erased(Reference reference);
}
