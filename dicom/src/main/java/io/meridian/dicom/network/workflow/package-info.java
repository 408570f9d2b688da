/**
 * What modalities tell of their work: performed procedure steps as user and provider (PS3.4 annex
 * F), instance availability as user (annex R), storage commitment as user only (annex J). As a
 * provider of storage commitment we would invite a modality to delete what it has; it is not
 * offered.
 */
@NullMarked
package io.meridian.dicom.network.workflow;

import org.jspecify.annotations.NullMarked;
