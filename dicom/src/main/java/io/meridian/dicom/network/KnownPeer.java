package io.meridian.dicom.network;

import java.net.InetAddress;

/** A caller that a provider knows: its application entity title, from this address. */
public record KnownPeer(String callingTitle, InetAddress address) {
    public KnownPeer {
        if (callingTitle.isBlank() || callingTitle.length() > 16) {
            throw new IllegalArgumentException(
                    "an application entity title has 1 to 16 characters; length is %d"
                            .formatted(callingTitle.length()));
        }
    }
}
