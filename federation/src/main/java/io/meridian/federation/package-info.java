@NullMarked
package io.meridian.federation;

import org.jspecify.annotations.NullMarked;
