@NullMarked
package io.meridian.serving;

import org.jspecify.annotations.NullMarked;
