package io.meridian.dicom.network;

import java.net.InetSocketAddress;

/** Who calls whom, and where. */
public record Route(String callingTitle, String calledTitle, InetSocketAddress address) {
    public Route {
        checkTitle(callingTitle);
        checkTitle(calledTitle);
    }

    private static void checkTitle(String title) {
        if (title.isBlank() || title.length() > 16) {
            throw new IllegalArgumentException(
                    "an application entity title has 1 to 16 characters; length is %d"
                            .formatted(title.length()));
        }
    }
}
