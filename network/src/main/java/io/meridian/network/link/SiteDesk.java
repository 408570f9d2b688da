package io.meridian.network.link;

import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;
import java.time.Instant;

/** The hub behind a link: takes what sites say, and says what is asked of them. */
public interface SiteDesk {
    /**
     * Whether a site may talk to this hub with its certificate.
     *
     * @param since when the certificate became good
     */
    default boolean admits(String site, Instant since) {
        return true;
    }

    /** A site said what it does; its name is the one of its certificate. */
    void observed(String site, Observed observed);

    /** What is asked of this site now. */
    Desired desired(String site);

    /** The site's connection began or ended. */
    void connected(String site, boolean online);
}
