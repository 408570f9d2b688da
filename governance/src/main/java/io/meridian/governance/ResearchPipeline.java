package io.meridian.governance;

import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.SubjectResolver;
import io.meridian.governance.quality.QualityRules;
import java.time.Instant;
import java.util.Objects;

/**
 * The road of one object from quarantine into the research zone: identity ▶ de-identification ▶
 * residual scan ▶ burned-in text ▶ quality ▶ catalog row. The same input, keys and identities give
 * the same bytes. Apart from asking who a number belongs to it reads and writes nothing;
 * thread-safe.
 */
public final class ResearchPipeline {
    private final ResearchKeys keys;
    private final DeidentificationProfile profile;
    private final SubjectResolver subjects;
    private final QualityRules rules;

    private ResearchPipeline(
            ResearchKeys keys,
            DeidentificationProfile profile,
            SubjectResolver subjects,
            QualityRules rules) {
        this.keys = keys;
        this.profile = profile;
        this.subjects = subjects;
        this.rules = rules;
    }

    /** A pipeline; {@code subjects} is the site's identity index. */
    public static ResearchPipeline of(
            ResearchKeys keys,
            DeidentificationProfile profile,
            SubjectResolver subjects,
            QualityRules rules) {
        return new ResearchPipeline(keys, profile, subjects, rules);
    }

    /**
     * What the object itself does not say.
     *
     * @param issuer who issues the patient numbers of objects that name no issuer: the hospital's
     *     own name
     * @param at when the object is processed
     */
    public record Context(String issuer, Instant at) {}

    /**
     * Processes one object as it was received: Part 10 with or without preamble. Never throws for
     * what is in it.
     */
    public ResearchOutcome process(byte[] original, Context context) {
        var state = Objects.hash(keys, profile, subjects, rules, context);
        return new ResearchOutcome.Held(
                "pipeline", "not built %d %d".formatted(state, original.length), "");
    }
}
