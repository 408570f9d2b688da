/** The roles, and what each may do. */
@NullMarked
package io.meridian.edge.account;

import org.jspecify.annotations.NullMarked;
