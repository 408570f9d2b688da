package io.meridian.federation.round;

import io.meridian.federation.SiteName;

/** A site that will not reply in this round unless it tries again; the reason is shown. */
public record SiteFailure(SiteName site, String reason) {}
