/** SQLite as an edge uses it: one writer thread per file with group commit, readers beside it. */
@NullMarked
package io.meridian.edge.database;

import org.jspecify.annotations.NullMarked;
