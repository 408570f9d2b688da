/** The demo: a script over the commands and APIs that users have. */
@NullMarked
package io.meridian.cli.demo;

import org.jspecify.annotations.NullMarked;
