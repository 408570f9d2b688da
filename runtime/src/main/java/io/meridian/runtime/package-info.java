@NullMarked
package io.meridian.runtime;

import org.jspecify.annotations.NullMarked;
