@NullMarked
package io.meridian.artifact.signature;

import org.jspecify.annotations.NullMarked;
