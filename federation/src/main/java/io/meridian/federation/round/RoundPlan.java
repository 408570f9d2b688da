package io.meridian.federation.round;

import io.meridian.federation.ContentName;
import io.meridian.federation.RoundId;
import io.meridian.federation.SiteName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a round asks; fixed when it opens.
 *
 * @param sites the chosen ones, in site order, each once
 */
public record RoundPlan(RoundId id, List<Chosen> sites, QuorumRule rule) {
    /**
     * A chosen site.
     *
     * @param base the weights that it starts from; the same for all but in {@code local}
     */
    public record Chosen(SiteName site, ContentName base) {}

    public RoundPlan {
        sites = sites.stream().sorted(Comparator.comparing(Chosen::site)).toList();
        long different = sites.stream().map(Chosen::site).distinct().count();
        if (sites.isEmpty() || different < sites.size()) {
            throw new IllegalArgumentException("a round asks at least one site, each once");
        }
        if (rule.quorum() > sites.size()) {
            throw new IllegalArgumentException(
                    "a quorum of %d cannot come from %d sites; wait for more or lower it"
                            .formatted(rule.quorum(), sites.size()));
        }
    }

    /** All sites start from the same base. */
    public static RoundPlan from(
            RoundId id, List<SiteName> sites, ContentName base, QuorumRule rule) {
        return new RoundPlan(id, sites.stream().map(site -> new Chosen(site, base)).toList(), rule);
    }

    /** The weights that a site starts from; empty if it is not asked. */
    public Optional<ContentName> base(SiteName site) {
        return sites.stream()
                .filter(chosen -> chosen.site().equals(site))
                .map(Chosen::base)
                .findFirst();
    }
}
