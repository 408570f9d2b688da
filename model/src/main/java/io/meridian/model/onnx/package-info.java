/** The ONNX form of a model, written from its graph and its weights. */
@NullMarked
package io.meridian.model.onnx;

import org.jspecify.annotations.NullMarked;
