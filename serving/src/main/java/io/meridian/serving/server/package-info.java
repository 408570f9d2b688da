/**
 * The inference process' HTTP server and the models that it holds: the only package here that
 * touches ONNX Runtime.
 */
@NullMarked
package io.meridian.serving.server;

import org.jspecify.annotations.NullMarked;
