@NullMarked
package io.meridian.governance;

import org.jspecify.annotations.NullMarked;
