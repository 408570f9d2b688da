@NullMarked
package io.meridian.training;

import org.jspecify.annotations.NullMarked;
