/** The policy that a release must satisfy: {@link io.meridian.validation.gate.ReleaseGate}. */
@NullMarked
package io.meridian.validation.gate;

import org.jspecify.annotations.NullMarked;
