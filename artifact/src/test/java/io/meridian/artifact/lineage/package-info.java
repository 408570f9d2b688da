@NullMarked
package io.meridian.artifact.lineage;

import org.jspecify.annotations.NullMarked;
