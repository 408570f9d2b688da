/** The whole platform as its users start it: processes, ports, pages, faults. */
@NullMarked
package io.meridian.cli.platform;

import org.jspecify.annotations.NullMarked;
