/**
 * Whether a model may touch a patient: metrics with intervals, comparisons, a gate and a report, as
 * pure functions of scores and labels.
 *
 * <p>{@link io.meridian.validation.Evaluation} turns the sites' {@link
 * io.meridian.validation.SiteScores} and a {@link io.meridian.validation.Protocol} into {@link
 * io.meridian.validation.Evidence}; {@link io.meridian.validation.gate.ReleaseGate} judges it;
 * {@link io.meridian.validation.report.Report} shows it. Everything is immutable, thread-safe and
 * deterministic. What cannot be estimated is said to be undecidable and never becomes a number. No
 * I/O, no native code.
 */
@NullMarked
package io.meridian.validation;

import org.jspecify.annotations.NullMarked;
