/** Uploads that the hub granted, and transfers that go on where they stopped. */
@NullMarked
package io.meridian.network.transfer;

import org.jspecify.annotations.NullMarked;
