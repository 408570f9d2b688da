/** What a package of a model contains, and how it is laid out as a CNCF ModelPack artifact. */
@NullMarked
package io.meridian.model.packaging;

import org.jspecify.annotations.NullMarked;
