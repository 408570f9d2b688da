package io.meridian.federation.strategy;

import io.meridian.federation.ContentName;
import io.meridian.federation.SiteName;
import java.util.List;

/** What is to be done with a round's accepted updates. */
public sealed interface Combination {
    /** All sites go on from one weighted mean. */
    record WeightedMean(List<Term> terms) implements Combination {
        public WeightedMean {
            terms = List.copyOf(terms);
            if (terms.isEmpty()) {
                throw new IllegalArgumentException("a mean needs at least one update");
            }
        }
    }

    /** Each site goes on from its own update; nothing is aggregated. */
    record KeepApart() implements Combination {}

    /**
     * One update in a mean.
     *
     * @param weight its share before division by the sum, above 0
     */
    record Term(SiteName site, ContentName update, double weight) {
        public Term {
            if (!(weight > 0) || !Double.isFinite(weight)) {
                throw new IllegalArgumentException("an update's weight must be above 0");
            }
        }
    }
}
