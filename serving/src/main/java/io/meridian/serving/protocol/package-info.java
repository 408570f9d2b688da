/**
 * Messages of the Open Inference Protocol, version 2 (REST), with its binary tensor data extension.
 */
@NullMarked
package io.meridian.serving.protocol;

import org.jspecify.annotations.NullMarked;
