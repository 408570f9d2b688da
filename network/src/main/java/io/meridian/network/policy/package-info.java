/** The hospital's own policy: what it admits of what a hub asks. */
@NullMarked
package io.meridian.network.policy;

import org.jspecify.annotations.NullMarked;
