package io.meridian.dicom.network;

/** How far a retrieval is: objects that remain, and those done by outcome. */
public record SubOperations(int remaining, int completed, int failed, int warnings) {
    public static final SubOperations NONE = new SubOperations(0, 0, 0, 0);
}
