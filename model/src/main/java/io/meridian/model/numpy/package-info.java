/** Reads arrays from NumPy's {@code npz} archives, as MedMNIST is published in; bounded. */
@NullMarked
package io.meridian.model.numpy;

import org.jspecify.annotations.NullMarked;
