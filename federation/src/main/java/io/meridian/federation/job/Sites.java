package io.meridian.federation.job;

import io.meridian.federation.SiteName;
import java.util.Collection;
import java.util.List;

/** Which hospitals a job asks. */
public sealed interface Sites {
    /** Every site that has the data set. */
    record All() implements Sites {}

    /** These, where they have the data set. */
    record Named(List<SiteName> names) implements Sites {
        public Named {
            names = names.stream().sorted().distinct().toList();
        }
    }

    /** Those of {@code available} that are asked, in site order. */
    default List<SiteName> choose(Collection<SiteName> available) {
        return available.stream()
                .filter(site ->
                        switch (this) {
                            case All() -> true;
                            case Named(List<SiteName> names) -> names.contains(site);
                        })
                .distinct()
                .sorted()
                .toList();
    }
}
