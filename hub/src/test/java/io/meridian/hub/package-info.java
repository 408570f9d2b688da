@NullMarked
package io.meridian.hub;

import org.jspecify.annotations.NullMarked;
