@NullMarked
package io.meridian.artifact.secret;

import org.jspecify.annotations.NullMarked;
