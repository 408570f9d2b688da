/** The roles, and what each may do. */
@NullMarked
package io.meridian.hub.account;

import org.jspecify.annotations.NullMarked;
