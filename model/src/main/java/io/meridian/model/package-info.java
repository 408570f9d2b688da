/**
 * What a model <em>is</em>, as data: its network graph ({@link io.meridian.model.Graph}), and in
 * the subpackages its weights, its preprocessing, its ONNX form and what a package of it contains.
 *
 * <p>Everything here is an immutable value or a pure function unless its own comment says
 * otherwise, so it may be shared between threads. No native code and no runtime may come in: the
 * hub depends on this package and loads no tensor library.
 */
@NullMarked
package io.meridian.model;

import org.jspecify.annotations.NullMarked;
