@NullMarked
package io.meridian.artifact;

import org.jspecify.annotations.NullMarked;
