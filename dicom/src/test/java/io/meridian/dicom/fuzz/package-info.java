/**
 * Coverage-guided fuzzing: what it is aimed at, the bounds that must hold, and the runs.
 *
 * <p>A {@code FuzzTarget} takes any bytes; {@code Probe} lets it answer with a {@code
 * DicomException} or nothing, within the memory that the target allows for the input; {@code
 * FuzzTests} runs each target on its seeds, on what once broke it, and under Jazzer.
 */
@NullMarked
package io.meridian.dicom.fuzz;

import org.jspecify.annotations.NullMarked;
