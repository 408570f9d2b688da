/** What a doctor sees: studies, pictures, results, reviews; each look is journaled. */
@NullMarked
package io.meridian.edge.study;

import org.jspecify.annotations.NullMarked;
