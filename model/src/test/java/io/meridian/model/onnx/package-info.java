@NullMarked
package io.meridian.model.onnx;

import org.jspecify.annotations.NullMarked;
