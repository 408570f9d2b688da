package io.meridian.dicom.network;

import java.time.Duration;

/**
 * How long a user waits.
 *
 * @param connect for the connection
 * @param negotiate for the answer to the association request
 * @param response for each response, also between those that are pending
 * @param transfer without a byte within a message, in either direction
 * @param release for the answer to the release request
 */
public record Timeouts(
        Duration connect,
        Duration negotiate,
        Duration response,
        Duration transfer,
        Duration release) {
    public static final Timeouts DEFAULT = each(Duration.ofSeconds(30));

    /** The same for each phase. */
    public static Timeouts each(Duration timeout) {
        return new Timeouts(timeout, timeout, timeout, timeout, timeout);
    }

    /** Operations such as C-MOVE may take long to answer. */
    public Timeouts withResponse(Duration other) {
        return new Timeouts(connect, negotiate, other, transfer, release);
    }
}
