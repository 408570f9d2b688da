@NullMarked
package io.meridian.artifact.registry;

import org.jspecify.annotations.NullMarked;
