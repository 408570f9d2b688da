/** How a process tells its ports, ends with its parent, and shows an exception in its log. */
@NullMarked
package io.meridian.application.process;

import org.jspecify.annotations.NullMarked;
