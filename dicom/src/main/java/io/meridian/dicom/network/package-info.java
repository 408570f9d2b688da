/**
 * Associations of PS3.8 and the messages of PS3.7, on virtual threads: as requestor ({@link
 * io.meridian.dicom.network.AssociationRequest}, {@link io.meridian.dicom.network.Association}) and
 * as acceptor ({@link io.meridian.dicom.network.ServiceProvider} with its {@link
 * io.meridian.dicom.network.DimseService}s). Verification and storage are here, with two small
 * faces ({@link io.meridian.dicom.network.StorageScu}, {@link
 * io.meridian.dicom.network.StorageScp}); other services have packages of their own below.
 *
 * <p>A provider accepts only callers that it knows; whatever a peer sends is bounded before memory
 * is taken for it, and a broken or hostile PDU ends its association, never the process. Nothing
 * that is logged names a patient or an instance.
 */
@NullMarked
package io.meridian.dicom.network;

import org.jspecify.annotations.NullMarked;
