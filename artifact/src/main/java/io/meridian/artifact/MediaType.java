package io.meridian.artifact;

import java.util.regex.Pattern;

/** What some bytes are, as in RFC 6838 section 4.2: a type, a slash, a subtype; no parameters. */
public record MediaType(String value) {
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    /** An OCI image manifest: the envelope of all our records. */
    public static final MediaType IMAGE_MANIFEST =
            new MediaType("application/vnd.oci.image.manifest.v1+json");

    /** An OCI image index. */
    public static final MediaType IMAGE_INDEX =
            new MediaType("application/vnd.oci.image.index.v1+json");

    /** OCI's empty config: the two bytes {@code {}}. */
    public static final MediaType EMPTY = new MediaType("application/vnd.oci.empty.v1+json");

    /** OCI's descriptor: what a record's signature signs. */
    public static final MediaType DESCRIPTOR =
            new MediaType("application/vnd.oci.descriptor.v1+json");

    /** A DSSE envelope in its JSON form. */
    public static final MediaType DSSE_ENVELOPE =
            new MediaType("application/vnd.dsse.envelope.v1+json");

    /** A model's weights outside a package: safetensors. */
    public static final MediaType WEIGHTS =
            new MediaType("application/vnd.meridian.weights.v1+safetensors");

    /** The scores of an evaluation at a site: JSON without identifiers. */
    public static final MediaType SCORES = new MediaType("application/vnd.meridian.scores.v1+json");

    /** A network's graph. */
    public static final MediaType GRAPH = new MediaType("application/vnd.meridian.graph.v1+json");

    /** A job's document, as it was given. */
    public static final MediaType JOB_DOCUMENT =
            new MediaType("application/vnd.meridian.job-document.v1+yaml");

    /** The members of a data-set version; edge-only. */
    public static final MediaType DATASET_MEMBERS =
            new MediaType("application/vnd.meridian.dataset-members.v1+jsonl");

    /** A validation report for programs. */
    public static final MediaType REPORT_DOCUMENT =
            new MediaType("application/vnd.meridian.report-document.v1+json");

    /** A validation report for people. */
    public static final MediaType REPORT_PAGE =
            new MediaType("application/vnd.meridian.report-page.v1+html");

    public MediaType {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a media type is type/subtype without parameters (RFC 6838); this is not: "
                            + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
