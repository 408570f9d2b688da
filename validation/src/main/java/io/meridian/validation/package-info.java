@NullMarked
package io.meridian.validation;

import org.jspecify.annotations.NullMarked;
