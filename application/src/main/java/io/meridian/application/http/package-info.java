/**
 * What all HTTP answers share: problem documents, pages, limits of bodies, the ground of the access
 * rules.
 */
@NullMarked
package io.meridian.application.http;

import org.jspecify.annotations.NullMarked;
