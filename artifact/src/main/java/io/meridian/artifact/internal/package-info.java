/** What the packages of this module share and nobody else may use. */
@NullMarked
package io.meridian.artifact.internal;

import org.jspecify.annotations.NullMarked;
