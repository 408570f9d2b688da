/**
 * What doctors see and say: studies, pictures, results, reviews. The only answers of the edge that
 * name a patient; each look is an entry of the access journal.
 */
@NullMarked
package io.meridian.edge.study;

import org.jspecify.annotations.NullMarked;
