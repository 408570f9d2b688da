/** Who is who: the hub's own authority, one-time tokens, certificates, TLS 1.3 on both sides. */
@NullMarked
package io.meridian.network.identity;

import org.jspecify.annotations.NullMarked;
