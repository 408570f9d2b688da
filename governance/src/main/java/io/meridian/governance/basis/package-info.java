/** The legal basis under which data may be put together and used. */
@NullMarked
package io.meridian.governance.basis;

import org.jspecify.annotations.NullMarked;
