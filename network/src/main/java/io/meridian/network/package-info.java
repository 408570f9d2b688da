@NullMarked
package io.meridian.network;

import org.jspecify.annotations.NullMarked;
