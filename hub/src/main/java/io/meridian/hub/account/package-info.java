/** Local accounts, sessions and what each role may do. */
@NullMarked
package io.meridian.hub.account;

import org.jspecify.annotations.NullMarked;
