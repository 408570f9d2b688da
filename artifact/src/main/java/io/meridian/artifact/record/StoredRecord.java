package io.meridian.artifact.record;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Kind;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;

/** A record in a store: its manifest and what its config says. */
public record StoredRecord(Manifest manifest, RecordConfig config) {
    /** The record's name. */
    public Digest digest() {
        return manifest.digest();
    }

    /** The record's name, as a parent. */
    public Reference.OfManifest reference() {
        return Reference.to(manifest.digest());
    }

    /** Its kind. */
    public Kind kind() {
        return config.kind();
    }
}
