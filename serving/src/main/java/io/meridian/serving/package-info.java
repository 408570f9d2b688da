/**
 * From a study to a result: the inference process and what is written about its answers.
 *
 * <p>{@link io.meridian.serving.Inference} is the process' main class: the Open Inference Protocol
 * (version 2, REST) over ONNX Runtime, on loopback. {@link
 * io.meridian.serving.client.InferenceClient} is its near side; it and {@link
 * io.meridian.serving.report} touch no native code, so that an edge can use them without. {@code
 * report} writes an answer as DICOM SR and as FHIR R4.
 */
@NullMarked
package io.meridian.serving;

import org.jspecify.annotations.NullMarked;
