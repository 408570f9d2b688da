/** Local accounts, their sessions, and logging in. */
@NullMarked
package io.meridian.application.account;

import org.jspecify.annotations.NullMarked;
