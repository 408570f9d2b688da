/**
 * What runs a model: LibTorch ({@code libtorch}) for training and inference, ONNX Runtime ({@code
 * onnx}) for inference, and the protocol ({@code worker}) by which a process that loads neither
 * gives tasks to one that does.
 *
 * <p>Only {@code libtorch} and {@code onnx} touch native code; this package and {@code worker} load
 * without it, and the edge leaves the native libraries off its class path.
 */
@NullMarked
package io.meridian.runtime;

import org.jspecify.annotations.NullMarked;
