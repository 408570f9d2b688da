/** What all of the hub's HTTP answers share: problem documents, pages, security headers. */
@NullMarked
package io.meridian.hub.http;

import org.jspecify.annotations.NullMarked;
