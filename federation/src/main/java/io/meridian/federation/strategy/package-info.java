/** How sites learn together: what is asked of each, and how their updates become one. */
@NullMarked
package io.meridian.federation.strategy;

import org.jspecify.annotations.NullMarked;
