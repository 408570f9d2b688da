/** Reception: from a C-STORE to an encrypted, committed object, and on to a complete study. */
@NullMarked
package io.meridian.edge.reception;

import org.jspecify.annotations.NullMarked;
