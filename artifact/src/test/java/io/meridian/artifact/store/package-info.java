@NullMarked
package io.meridian.artifact.store;

import org.jspecify.annotations.NullMarked;
