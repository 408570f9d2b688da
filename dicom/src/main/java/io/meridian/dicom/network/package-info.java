/**
 * Associations of PS3.8 and the services C-ECHO and C-STORE of PS3.7, as user ({@link
 * io.meridian.dicom.network.StorageScu}) and as provider ({@link
 * io.meridian.dicom.network.StorageScp}), on virtual threads. A provider accepts only callers that
 * it knows; whatever a peer sends is bounded before memory is taken for it, and a broken or hostile
 * PDU ends its association, never the process.
 */
@NullMarked
package io.meridian.dicom.network;

import org.jspecify.annotations.NullMarked;
