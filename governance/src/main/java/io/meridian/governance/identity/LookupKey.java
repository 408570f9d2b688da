package io.meridian.governance.identity;

/**
 * Keyed hash (HMAC-SHA-256, 64 hex digits) under which an identifier is looked up; says nothing
 * without the site's key.
 */
public record LookupKey(String value) {}
