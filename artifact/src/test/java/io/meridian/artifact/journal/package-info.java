@NullMarked
package io.meridian.artifact.journal;

import org.jspecify.annotations.NullMarked;
