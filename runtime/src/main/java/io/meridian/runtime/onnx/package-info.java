/**
 * Inference on ONNX Runtime: the only package that knows it. Native memory belongs to {@link
 * io.meridian.runtime.onnx.OnnxSession} and ends with it.
 */
@NullMarked
package io.meridian.runtime.onnx;

import org.jspecify.annotations.NullMarked;
