/** Clients of the hub's and the edges' HTTP APIs, as used by every command and by the demo. */
@NullMarked
package io.meridian.cli.api;

import org.jspecify.annotations.NullMarked;
