@NullMarked
package io.meridian.runtime.worker;

import org.jspecify.annotations.NullMarked;
