/**
 * The DICOM JSON model (PS3.18 annex F, edition 2024e), both ways. Start at {@link
 * io.meridian.dicom.json.DicomJson}. Large values may stand elsewhere: {@link
 * io.meridian.dicom.json.BulkDataSink} and {@link io.meridian.dicom.json.BulkDataSource}.
 */
@NullMarked
package io.meridian.dicom.json;

import org.jspecify.annotations.NullMarked;
