package io.meridian.network.link;

import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;

/** The hub behind a link: takes what sites say, and says what is asked of them. */
public interface SiteDesk {
    /** A site said what it does; its name is the one of its certificate. */
    void observed(String site, Observed observed);

    /** What is asked of this site now. */
    Desired desired(String site);

    /** The site's connection began or ended. */
    void connected(String site, boolean online);
}
