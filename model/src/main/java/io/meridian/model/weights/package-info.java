/** The numbers of a model: tensors by name, their safetensors form, and how they start. */
@NullMarked
package io.meridian.model.weights;

import org.jspecify.annotations.NullMarked;
