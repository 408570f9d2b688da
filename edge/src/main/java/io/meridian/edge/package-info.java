/**
 * The server in a hospital: receives images by DICOM, keeps the clinical and the research zone
 * apart, runs the hospital's part of training, evaluation and inference, and shows doctors the
 * results.
 *
 * <p>Wiring only: what a de-identification, a round or a report <em>is</em> lives in the library
 * modules. Entry points: {@link io.meridian.edge.Edge} (the application), {@link
 * io.meridian.edge.EdgeInit}, {@code EdgeEnrol} and {@link io.meridian.edge.supervisor.Supervisor}.
 * No tensor library may come in.
 */
@NullMarked
package io.meridian.edge;

import org.jspecify.annotations.NullMarked;
