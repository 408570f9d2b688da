/** Jobs and their rounds, durable in the database; the rules are the federation module's. */
@NullMarked
package io.meridian.hub.federation;

import org.jspecify.annotations.NullMarked;
