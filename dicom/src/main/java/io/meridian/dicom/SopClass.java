package io.meridian.dicom;

import java.util.Optional;

/** A class of objects, by its UID (PS3.4 annex B, edition 2024e); any UID may occur. */
public record SopClass(String uid) {
    public static final SopClass VERIFICATION = new SopClass("1.2.840.10008.1.1");
    public static final SopClass COMPUTED_RADIOGRAPHY = storage("1");
    public static final SopClass DIGITAL_X_RAY_FOR_PRESENTATION = storage("1.1");
    public static final SopClass CT = storage("2");
    public static final SopClass MR = storage("4");
    public static final SopClass SECONDARY_CAPTURE = storage("7");
    public static final SopClass SEGMENTATION = storage("66.4");
    public static final SopClass BASIC_TEXT_SR = storage("88.11");
    public static final SopClass ENHANCED_SR = storage("88.22");
    public static final SopClass COMPREHENSIVE_SR = storage("88.33");

    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    private static SopClass storage(String rest) {
        return new SopClass(STORAGE + rest);
    }

    /** Of composite objects that are stored; private classes are not. */
    public boolean isStorage() {
        return uid.startsWith(STORAGE);
    }

    /** The standard's name, such as CT Image Storage; none for classes that it does not list. */
    public Optional<String> name() {
        return UidNames.name(uid);
    }

    @Override
    public String toString() {
        return name().orElse(uid);
    }
}
