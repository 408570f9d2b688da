package io.meridian.dicom.network;

import java.time.Duration;

/**
 * What one provider grants its peers. Begin with {@link #DEFAULT} and change what differs.
 *
 * @param maxPduBytes longest PDU received, 4,096 to 1 MiB
 * @param maxCommandBytes longest command set
 * @param maxDataSetBytes longest data set that is streamed to a handler
 * @param maxIdentifierBytes longest data set that is held in memory: identifiers, attribute lists
 * @param maxAssociations at the same time
 * @param maxAssociationsPerPeer at the same time from one address
 * @param maxNewPerMinute new associations within a minute from one address
 * @param maxOperations outstanding at the same time on one association, where a window is agreed
 * @param maxResults most matches of one query
 * @param maxSubOperations most objects that one retrieval may move
 * @param requestTimeout ARTIM: for the association request to arrive
 * @param idleTimeout without a byte on an open association, or without taking what we write
 * @param messageTimeout for one message, from its first byte to its last
 * @param totalTimeout for an association as a whole
 */
public record AssociationLimits(
        int maxPduBytes,
        int maxCommandBytes,
        long maxDataSetBytes,
        int maxIdentifierBytes,
        int maxAssociations,
        int maxAssociationsPerPeer,
        int maxNewPerMinute,
        int maxOperations,
        int maxResults,
        int maxSubOperations,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration messageTimeout,
        Duration totalTimeout) {
    public static final AssociationLimits DEFAULT =
            new AssociationLimits(
                    131_072,
                    65_536,
                    2L << 30,
                    16 << 20,
                    500,
                    250,
                    6_000,
                    16,
                    10_000,
                    100_000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    Duration.ofMinutes(30),
                    Duration.ofHours(24));

    public AssociationLimits {
        if (maxPduBytes < 4_096 || maxPduBytes > 1 << 20) {
            throw new IllegalArgumentException(
                    "maxPduBytes must be 4,096 to 1 MiB; it is " + maxPduBytes);
        }
    }

    /** The other limits as in {@link #DEFAULT}; one peer may use all associations. */
    public AssociationLimits(
            int maxPduBytes,
            int maxCommandBytes,
            long maxDataSetBytes,
            int maxAssociations,
            Duration requestTimeout,
            Duration idleTimeout) {
        this(
                maxPduBytes,
                maxCommandBytes,
                maxDataSetBytes,
                DEFAULT.maxIdentifierBytes,
                maxAssociations,
                maxAssociations,
                DEFAULT.maxNewPerMinute,
                DEFAULT.maxOperations,
                DEFAULT.maxResults,
                DEFAULT.maxSubOperations,
                requestTimeout,
                idleTimeout,
                DEFAULT.messageTimeout,
                DEFAULT.totalTimeout);
    }

    public AssociationLimits withAssociations(int total, int perPeer, int newPerMinute) {
        return new AssociationLimits(
                maxPduBytes,
                maxCommandBytes,
                maxDataSetBytes,
                maxIdentifierBytes,
                total,
                perPeer,
                newPerMinute,
                maxOperations,
                maxResults,
                maxSubOperations,
                requestTimeout,
                idleTimeout,
                messageTimeout,
                totalTimeout);
    }

    public AssociationLimits withTimeouts(
            Duration request, Duration idle, Duration message, Duration total) {
        return new AssociationLimits(
                maxPduBytes,
                maxCommandBytes,
                maxDataSetBytes,
                maxIdentifierBytes,
                maxAssociations,
                maxAssociationsPerPeer,
                maxNewPerMinute,
                maxOperations,
                maxResults,
                maxSubOperations,
                request,
                idle,
                message,
                total);
    }

    public AssociationLimits withOperations(int operations, int results, int subOperations) {
        return new AssociationLimits(
                maxPduBytes,
                maxCommandBytes,
                maxDataSetBytes,
                maxIdentifierBytes,
                maxAssociations,
                maxAssociationsPerPeer,
                maxNewPerMinute,
                operations,
                results,
                subOperations,
                requestTimeout,
                idleTimeout,
                messageTimeout,
                totalTimeout);
    }

    public AssociationLimits withBytes(int pdu, int command, long dataSet, int identifier) {
        return new AssociationLimits(
                pdu,
                command,
                dataSet,
                identifier,
                maxAssociations,
                maxAssociationsPerPeer,
                maxNewPerMinute,
                maxOperations,
                maxResults,
                maxSubOperations,
                requestTimeout,
                idleTimeout,
                messageTimeout,
                totalTimeout);
    }
}
