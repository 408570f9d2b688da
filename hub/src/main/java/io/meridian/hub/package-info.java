/**
 * The hub: the application that joins the hospitals' edges. It wires the modules to a database,
 * ports and pages and holds no domain logic. Entry: {@link io.meridian.hub.Hub}; a home is made by
 * {@link io.meridian.hub.HubInit}.
 */
@NullMarked
package io.meridian.hub;

import org.jspecify.annotations.NullMarked;
