package io.meridian.model.packaging;

/** Media types of the CNCF ModelPack specification, version 1. */
public final class ModelPack {
    /** The manifest's artifactType. */
    public static final String ARTIFACT = "application/vnd.cncf.model.manifest.v1+json";

    /** The manifest's config. */
    public static final String CONFIG = "application/vnd.cncf.model.config.v1+json";

    /** Weights, as they are. */
    public static final String WEIGHT = "application/vnd.cncf.model.weight.v1.raw";

    /** What is needed to read the weights: graph, preprocessing, labels. */
    public static final String WEIGHT_CONFIG = "application/vnd.cncf.model.weight.config.v1.raw";

    /** Documents for people. */
    public static final String DOCUMENT = "application/vnd.cncf.model.doc.v1.raw";

    private ModelPack() {}
}
