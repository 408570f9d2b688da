@NullMarked
package io.meridian.runtime.libtorch;

import org.jspecify.annotations.NullMarked;
