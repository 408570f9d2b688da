/** Commands that set up and run a hub or an edge. */
@NullMarked
package io.meridian.cli.site;

import org.jspecify.annotations.NullMarked;
