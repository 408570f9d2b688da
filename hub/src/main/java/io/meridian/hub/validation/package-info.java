/** Validation runs, reports, the gate, releases. */
@NullMarked
package io.meridian.hub.validation;

import org.jspecify.annotations.NullMarked;
