package io.meridian.governance.deidentification;

import io.meridian.governance.GovernanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * How objects are de-identified: the Basic Profile of PS3.15 E.2 with options. Data, not code; read
 * from YAML.
 *
 * @param name such as {@code meridian-research}
 * @param version of the profile file's content
 * @param digest SHA-256 of the file, hex
 * @param options columns that apply, beside the Basic Profile
 * @param ages how Patient's Age is coarsened; used where patient characteristics are retained
 * @param dates range of the date shift; used where dates are modified
 * @param descriptors the words that survive in descriptors, lower case; used where descriptors are
 *     cleaned
 * @param sopClasses SOP classes that this profile knows how to treat; all others are held
 */
public record DeidentificationProfile(
        String name,
        String version,
        String digest,
        Set<ConfidentialityOption> options,
        AgeBands ages,
        DateShift dates,
        Set<String> descriptors,
        Set<String> sopClasses) {
    /** The name of the profile for research sets. */
    public static final String RESEARCH = "meridian-research";

    /** The name of the plain Basic Profile. */
    public static final String BASIC = "basic";

    public DeidentificationProfile {
        options = Set.copyOf(options);
        descriptors = Set.copyOf(descriptors);
        sopClasses = Set.copyOf(sopClasses);
    }

    /**
     * Ages as bands.
     *
     * @param bandYears width in years, at least 1
     * @param topYears ages from here on are one band
     */
    public record AgeBands(int bandYears, int topYears) {}

    /** Days by which a subject's dates move into the past, both at least 1. */
    public record DateShift(int minimumDays, int maximumDays) {}

    /**
     * Reads a profile.
     *
     * @param file its name, for error messages
     * @throws GovernanceException naming file, line and rule where the profile is wrong
     */
    public static DeidentificationProfile read(String file, byte[] yaml) {
        return ProfileReader.read(file, yaml);
    }

    /** A profile that ships with this module: {@link #RESEARCH} or {@link #BASIC}. */
    public static DeidentificationProfile shipped(String name) {
        var file = name + ".yaml";
        try (var in = DeidentificationProfile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "shipped profiles are %s and %s".formatted(RESEARCH, BASIC));
            }
            return read(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Name and version as records state them, such as {@code meridian-research/1}. */
    public String reference() {
        return name + "/" + version;
    }

    boolean has(ConfidentialityOption option) {
        return options.contains(option);
    }
}
