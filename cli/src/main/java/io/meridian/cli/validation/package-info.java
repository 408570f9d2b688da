/** Commands that prove a model and release it. */
@NullMarked
package io.meridian.cli.validation;

import org.jspecify.annotations.NullMarked;
