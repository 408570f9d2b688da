/**
 * The research zone: the asynchronous, de-identified copy, its labels, legal bases and data-set
 * versions.
 */
@NullMarked
package io.meridian.edge.research;

import org.jspecify.annotations.NullMarked;
