package io.meridian.dicom.network;

import io.meridian.dicom.SopClass;

/** C-ECHO as a user (PS3.4 annex A). */
public final class Verification {
    private Verification() {}

    /** Asks whether the peer answers. */
    public static DimseResponse echo(Association association) {
        var sopClass = SopClass.VERIFICATION.uid();
        return association
                .invoke(association.context(sopClass), new DimseRequest.Echo(sopClass))
                .last();
    }
}
