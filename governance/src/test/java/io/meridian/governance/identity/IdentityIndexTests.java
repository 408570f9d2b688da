package io.meridian.governance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.governance.ResearchKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdentityIndexTests {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final ResearchKeys keys = ResearchKeys.of(new byte[32]);
    private final MemoryStore store = new MemoryStore();
    private final IdentityIndex index = IdentityIndex.of(keys, store);

    private static PatientIdentifier number(String issuer, String value) {
        return new PatientIdentifier(issuer, value);
    }

    @Test
    void givesTheSameNumberTheSameSubject() {
        var first = index.resolve(number("HIS", "0007"), NOW);

        assertThat(index.resolve(number("HIS", " 0007 "), NOW)).isEqualTo(first);
        assertThat(store.events()).hasSize(1);
    }

    @Test
    void keepsTheSameDigitsOfTwoIssuersApart() {
        assertThat(index.resolve(number("HIS", "7"), NOW))
                .isNotEqualTo(index.resolve(number("RIS", "7"), NOW));
        assertThat(index.resolve(number("A/1", "7"), NOW))
                .isNotEqualTo(index.resolve(number("A", "1/7"), NOW));
    }

    @Test
    void mergesAllNumbersOfASubject() {
        var outpatient = number("HIS", "out-1");
        var inpatient = number("HIS", "in-1");
        var card = number("CARD", "c-1");
        index.merge(card, outpatient, NOW);
        var kept = index.merge(outpatient, inpatient, NOW);

        assertThat(index.find(card)).contains(kept);
        assertThat(index.find(outpatient)).contains(kept);
        assertThat(store.events().getLast()).isInstanceOf(IdentityEvent.Merged.class);
    }

    @Test
    void splitsANumberOffAgainEvenTwice() {
        var one = number("HIS", "1");
        var two = number("HIS", "2");
        var together = index.merge(one, two, NOW);
        var alone = index.split(one, NOW);

        assertThat(alone).isNotEqualTo(together);
        assertThat(index.find(two)).contains(together);
        assertThat(index.split(one, NOW)).isNotIn(alone, together);
    }

    @Test
    void storesNothingThatIdentifies() {
        index.resolve(number("HIS", "PLANTED-NUMBER"), NOW);

        assertThat(store.events().toString()).doesNotContain("PLANTED");
        assertThat(number("HIS", "PLANTED-NUMBER").toString()).doesNotContain("PLANTED");
    }

    private static final class MemoryStore implements IdentityStore {
        private final Map<LookupKey, SubjectId> links = new HashMap<>();
        private final List<IdentityEvent> events = new ArrayList<>();

        @Override
        public Optional<SubjectId> find(LookupKey key) {
            return Optional.ofNullable(links.get(key));
        }

        @Override
        public void append(IdentityEvent event, List<Link> changed) {
            events.add(event);
            changed.forEach(link -> links.put(link.key(), link.subject()));
        }

        @Override
        public List<LookupKey> keysOf(SubjectId subject) {
            return links.entrySet().stream()
                    .filter(link -> link.getValue().equals(subject))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public List<IdentityEvent> events() {
            return List.copyOf(events);
        }
    }
}
