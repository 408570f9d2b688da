/**
 * The {@code meridian} command: one class per command, each a thin user of the hub's and the edges'
 * HTTP APIs, of DICOM over the network, or of a process that it starts. Nothing here holds state
 * beyond one invocation. Standard output belongs to this module alone.
 */
@NullMarked
package io.meridian.cli;

import org.jspecify.annotations.NullMarked;
