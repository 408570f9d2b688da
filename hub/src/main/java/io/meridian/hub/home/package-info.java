/** The hub's folder: where things lie, its configuration, its keys. */
@NullMarked
package io.meridian.hub.home;

import org.jspecify.annotations.NullMarked;
