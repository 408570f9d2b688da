/** What all of the edge's HTTP answers share: problem documents, pages, security headers. */
@NullMarked
package io.meridian.edge.http;

import org.jspecify.annotations.NullMarked;
