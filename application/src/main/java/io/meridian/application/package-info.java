/**
 * What the hub and the edge share as applications: the SQLite database with one writer, accounts
 * and sessions, what all HTTP answers have in common, ports and how a process says that it is
 * ready.
 *
 * <p>Nothing of the domain may come in, and nothing of what only one of the two needs. The
 * applications make the beans; nothing here is found by scanning.
 */
@NullMarked
package io.meridian.application;

import org.jspecify.annotations.NullMarked;
