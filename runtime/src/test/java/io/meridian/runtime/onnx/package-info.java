@NullMarked
package io.meridian.runtime.onnx;

import org.jspecify.annotations.NullMarked;
