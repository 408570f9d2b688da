package io.meridian.dicom.network;

import java.time.Duration;

/**
 * What one provider grants its peers.
 *
 * @param maxPduBytes longest PDU received, 4,096 to 1 MiB
 * @param maxCommandBytes longest command set
 * @param maxDataSetBytes longest data set
 * @param maxAssociations at the same time
 * @param requestTimeout ARTIM: for the association request to arrive
 * @param idleTimeout without a byte on an open association
 */
public record AssociationLimits(
        int maxPduBytes,
        int maxCommandBytes,
        long maxDataSetBytes,
        int maxAssociations,
        Duration requestTimeout,
        Duration idleTimeout) {
    public static final AssociationLimits DEFAULT =
            new AssociationLimits(
                    131_072,
                    65_536,
                    2L << 30,
                    200,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120));

    public AssociationLimits {
        if (maxPduBytes < 4_096 || maxPduBytes > 1 << 20) {
            throw new IllegalArgumentException(
                    "maxPduBytes must be 4,096 to 1 MiB; it is " + maxPduBytes);
        }
    }
}
