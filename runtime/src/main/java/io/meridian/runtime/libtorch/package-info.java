/**
 * Networks on LibTorch (Bytedeco): the only package that knows it. Native memory belongs to {@link
 * io.meridian.runtime.libtorch.TorchModule} and ends with it; calls must come from a platform
 * thread, one at a time.
 */
@NullMarked
package io.meridian.runtime.libtorch;

import org.jspecify.annotations.NullMarked;
