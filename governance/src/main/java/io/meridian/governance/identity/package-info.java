/**
 * Who is one subject: issuer-qualified identifiers, joined and parted by recorded events, decided
 * before any pseudonym, date shift or split depends on it. Entry type: {@link
 * io.meridian.governance.identity.IdentityIndex}.
 */
@NullMarked
package io.meridian.governance.identity;

import org.jspecify.annotations.NullMarked;
