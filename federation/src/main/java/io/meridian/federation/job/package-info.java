/** The job document: what a federation is asked to do, read strictly. */
@NullMarked
package io.meridian.federation.job;

import org.jspecify.annotations.NullMarked;
