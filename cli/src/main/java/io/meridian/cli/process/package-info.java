/**
 * Starts the platform's processes, each with its own class path, and waits until they are ready.
 */
@NullMarked
package io.meridian.cli.process;

import org.jspecify.annotations.NullMarked;
