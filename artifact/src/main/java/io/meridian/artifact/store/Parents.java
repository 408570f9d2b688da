package io.meridian.artifact.store;

import io.meridian.artifact.Kind;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.RecordException;
import java.util.List;

/** Finds a manifest's parents in its config blob. */
final class Parents {
    private static final int MAX_CONFIG_BYTES = 16 << 20;

    private Parents() {}

    /** The parents; none if the manifest is not a record of ours, or its config is not here. */
    static List<Parent> of(Manifest manifest, BlobStore store) {
        var isRecord =
                manifest.kind()
                        .filter(kind -> kind.form() == Kind.Form.MANIFEST)
                        .filter(kind -> !kind.configType().equals(MediaType.EMPTY))
                        .isPresent();
        if (!isRecord || manifest.config().isEmpty()) {
            return List.of();
        }
        try {
            var config = manifest.config().get().digest();
            return RecordConfig.parse(store.read(config, MAX_CONFIG_BYTES)).parents();
        } catch (NotFoundException | DamagedException | RecordException e) {
            // It stays a manifest like any other; reading it as a record says what is wrong.
            return List.of();
        }
    }
}
