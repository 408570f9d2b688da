package io.meridian.serving.report;

import io.meridian.dicom.DicomUid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What makes a result the one that it is; everything that names it is derived from this, so that a
 * retry writes the same object and other inputs another one.
 *
 * @param release the digest of the release that answered
 * @param inputs digests of the images as received; their order does not matter
 * @param pipeline name and version of the steps between images and answer
 */
public record ResultIdentity(String release, List<String> inputs, String pipeline) {
    public ResultIdentity {
        inputs = inputs.stream().sorted().distinct().toList();
        if (release.isBlank() || pipeline.isBlank() || inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a result's identity needs a release, a pipeline and at least one input");
        }
    }

    /** Of the structured report. */
    public DicomUid instanceUid() {
        return DicomUid.derived(hash("instance"));
    }

    /** Of the series that holds nothing but the structured report. */
    public DicomUid seriesUid() {
        return DicomUid.derived(hash("series"));
    }

    /** By which later results may speak of the same finding. */
    DicomUid trackingUid() {
        return DicomUid.derived(hash("tracking"));
    }

    /** Of the release, seen as a device. */
    DicomUid deviceUid() {
        return DicomUid.derived(sha256("device\n" + release));
    }

    /** Short and safe in files, URLs and FHIR ids: 32 hexadecimal digits. */
    public String id() {
        return HexFormat.of().formatHex(hash("id"), 0, 16);
    }

    private byte[] hash(String what) {
        return sha256(what + "\n" + release + "\n" + pipeline + "\n" + String.join("\n", inputs));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
