/**
 * DICOMweb (PS3.18, edition 2024e): STOW-RS, QIDO-RS and WADO-RS.
 *
 * <p>{@link io.meridian.dicom.web.DicomWebClient} is the user's side, over the JDK's HTTP client.
 * For the server's side there is what does not depend on a framework: media types and their
 * negotiation, multipart bodies as streams, queries, frame lists, parameters of rendering, and the
 * answer to a store. Messages name attributes and parameters, never values. No web framework must
 * come in.
 */
@NullMarked
package io.meridian.dicom.web;

import org.jspecify.annotations.NullMarked;
