package io.meridian.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

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
    private static final Map<String, String> NAMES = load();

    private static SopClass storage(String rest) {
        return new SopClass(STORAGE + rest);
    }

    /** Of composite objects that are stored; private classes are not. */
    public boolean isStorage() {
        return uid.startsWith(STORAGE);
    }

    /** The standard's name, such as CT Image Storage; none for classes that it does not list. */
    public Optional<String> name() {
        return Optional.ofNullable(NAMES.get(uid));
    }

    @Override
    public String toString() {
        return name().orElse(uid);
    }

    private static Map<String, String> load() {
        var stream =
                Objects.requireNonNull(
                        SopClass.class.getResourceAsStream("sop-classes.tsv"),
                        "the table of SOP classes is not in the archive");
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
