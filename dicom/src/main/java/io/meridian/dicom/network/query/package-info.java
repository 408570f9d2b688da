/**
 * Query, retrieval and modality worklist (PS3.4 annexes C and K), as user ({@link
 * io.meridian.dicom.network.query.QueryUser}, {@link io.meridian.dicom.network.query.WorklistUser})
 * and as provider ({@link io.meridian.dicom.network.query.QueryService}, {@link
 * io.meridian.dicom.network.query.RetrieveService}, {@link
 * io.meridian.dicom.network.query.WorklistService}). What there is to find is the application's to
 * say; {@link io.meridian.dicom.network.query.Matcher} decides what matches.
 */
@NullMarked
package io.meridian.dicom.network.query;

import org.jspecify.annotations.NullMarked;
