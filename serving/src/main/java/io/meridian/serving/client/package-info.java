/** The near side of the inference process, without native code. */
@NullMarked
package io.meridian.serving.client;

import org.jspecify.annotations.NullMarked;
