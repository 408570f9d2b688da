@NullMarked
package io.meridian.edge;

import org.jspecify.annotations.NullMarked;
