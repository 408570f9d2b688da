/**
 * How an edge and its hub talk: certificates and enrolment ({@code identity}), desired and observed
 * state over a stream that the edge opens ({@code link}), events that arrive once each ({@code
 * outbox}), bytes that resume where they stopped ({@code transfer}), and the hospital's own word on
 * what it admits ({@code policy}). Storage is always a port; no framework, no SQL.
 */
@NullMarked
package io.meridian.network;

import org.jspecify.annotations.NullMarked;
