package io.meridian.federation.job;

import io.meridian.federation.RoundId;
import io.meridian.federation.SiteName;
import io.meridian.federation.round.QuorumRule;
import io.meridian.federation.strategy.Strategy;
import io.meridian.model.Graph;
import io.meridian.model.NetworkSpec;
import io.meridian.model.Networks;
import io.meridian.model.document.Reading;
import io.meridian.model.document.Section;
import io.meridian.model.preprocessing.Preprocessing;
import java.util.Map;

/**
 * A federation, as its job document says it. Valid by construction through {@link #read}.
 *
 * @param name short, for people and files
 * @param dataset the name of the data set that each site brings
 * @param rounds 1 to 10,000
 * @param quorumRule when a round closes, and what happens below the quorum
 * @param maximumUpdateNorm the largest Euclidean distance of an update from its base over all float
 *     tensors; infinite where the job sets none
 * @param retentionDays how long the payloads of updates are kept after publication
 */
public record FederatedJob(
        String name,
        Task task,
        String dataset,
        NetworkSpec network,
        Preprocessing preprocessing,
        Strategy strategy,
        Sites sites,
        int rounds,
        QuorumRule quorumRule,
        LocalTraining local,
        long seed,
        double maximumUpdateNorm,
        int retentionDays) {

    /** Reads a job document (YAML); what is wrong with it comes back with line, field, remedy. */
    public static Reading<FederatedJob> read(String yaml) {
        return Section.read(yaml, JobDocument::job);
    }

    /** The network that the job trains. */
    public Graph graph() {
        return Networks.build(network, preprocessing.shape(), 1);
    }

    /**
     * The {@code local} of one site's task. Its seed depends on the job's, the round and the site,
     * so that sites do not draw the same batches and a retry draws them again.
     */
    public Map<String, Object> localFor(RoundId round, SiteName site) {
        long mixed = mix(mix(seed) ^ round.round());
        for (int i = 0; i < site.value().length(); i++) {
            mixed = mix(mixed ^ site.value().charAt(i));
        }
        // JSON numbers are exact in every reader below 2^53.
        return local.toMap(mixed >>> 11);
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
