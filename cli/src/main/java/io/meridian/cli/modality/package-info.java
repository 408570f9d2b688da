/** The simulated modality: sends images to an edge as DICOM over the network. */
@NullMarked
package io.meridian.cli.modality;

import org.jspecify.annotations.NullMarked;
