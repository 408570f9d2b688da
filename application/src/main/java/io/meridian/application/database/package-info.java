/**
 * SQLite as the applications use it: one writer thread per file with group commit, readers beside
 * it.
 */
@NullMarked
package io.meridian.application.database;

import org.jspecify.annotations.NullMarked;
