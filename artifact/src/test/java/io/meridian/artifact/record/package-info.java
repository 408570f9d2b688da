@NullMarked
package io.meridian.artifact.record;

import org.jspecify.annotations.NullMarked;
