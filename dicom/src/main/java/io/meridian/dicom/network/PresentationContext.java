package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;

/**
 * An agreed pair of a SOP class and an encoding.
 *
 * @param id odd, 1 to 255
 */
public record PresentationContext(int id, String abstractSyntax, TransferSyntax transferSyntax) {}
