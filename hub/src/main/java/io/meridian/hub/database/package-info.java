/**
 * SQLite as the hub uses it by default: one writer thread per file with group commit, readers
 * beside it.
 */
@NullMarked
package io.meridian.hub.database;

import org.jspecify.annotations.NullMarked;
