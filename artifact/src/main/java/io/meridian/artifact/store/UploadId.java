package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name of an upload: letters, digits and hyphens. Whoever knows it may go on with it. */
public record UploadId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9-]{1,80}");

    public UploadId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an upload's name is letters, digits and hyphens, at most 80; length is %d"
                            .formatted(value.length()));
        }
    }

    /** A fresh one that cannot be guessed. */
    public static UploadId fresh() {
        return new UploadId(UUID.randomUUID().toString());
    }

    /** The one under which a blob is fetched, so that a second try finds the first one's bytes. */
    public static UploadId fetching(Digest digest) {
        return new UploadId("fetch-" + digest.hex());
    }
}
