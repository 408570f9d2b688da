/**
 * De-identification after DICOM PS3.15 Annex E: the standard's table held as data, profiles as
 * YAML, keyed pseudonyms, an engine that lists every attribute that it touched, and a scan of what
 * it made for what the original header knew. Entry type: {@link
 * io.meridian.governance.deidentification.Deidentifier}.
 */
@NullMarked
package io.meridian.governance.deidentification;

import org.jspecify.annotations.NullMarked;
