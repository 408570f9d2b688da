/** Hospitals: invitations, certificates, desired and observed state. */
@NullMarked
package io.meridian.hub.site;

import org.jspecify.annotations.NullMarked;
