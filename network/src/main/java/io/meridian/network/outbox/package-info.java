/** Events of an edge: stored before they are sent, sent until acknowledged, counted once each. */
@NullMarked
package io.meridian.network.outbox;

import org.jspecify.annotations.NullMarked;
