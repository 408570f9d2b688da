/** Desired and observed state, over a gRPC stream or long-poll; opened by the edge only. */
@NullMarked
package io.meridian.network.link;

import org.jspecify.annotations.NullMarked;
