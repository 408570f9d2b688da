/**
 * DICOMweb (PS3.18) on the clinical zone: devices store, doctors search and retrieve.
 *
 * <p>What is stored goes the way of C-STORE; what is read leaves an entry in the journal first.
 * Nothing of it is for the hub. Entry points: the three controllers.
 */
@NullMarked
package io.meridian.edge.dicomweb;

import org.jspecify.annotations.NullMarked;
