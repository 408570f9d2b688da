/** The OCI distribution API over the hub's store. */
@NullMarked
package io.meridian.hub.registry;

import org.jspecify.annotations.NullMarked;
