package io.meridian.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirichletTests {
    private record Item(int number, String label, String split) {}

    private static final List<Item> ITEMS =
            IntStream.range(0, 4_000)
                    .mapToObj(i ->
                            new Item(
                                    i,
                                    i % 3 == 0 ? "normal" : "pneumonia",
                                    i % 5 == 0 ? "test" : "train"))
                    .toList();

    private static List<List<Item>> divide(double alpha, long seed, int sites) {
        return new Dirichlet(alpha, seed).divide(ITEMS, sites, Item::label, Item::split);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void everyItemGoesToExactlyOneSite(int sites) {
        for (var seed = 0; seed < 50; seed++) {
            var parts = divide(0.5, seed, sites);
            var numbers =
                    parts.stream().flatMap(List::stream).mapToInt(Item::number).sorted().toArray();

            assertThat(parts).as("seed %d", seed).hasSize(sites);
            assertThat(numbers)
                    .as("seed %d", seed)
                    .isEqualTo(IntStream.range(0, ITEMS.size()).toArray());
        }
    }

    @Test
    void theSameSeedDividesTheSameAndAnotherOneOtherwise() {
        assertThat(divide(2, 7, 3)).isEqualTo(divide(2, 7, 3)).isNotEqualTo(divide(2, 8, 3));
    }

    @Test
    void everySiteGetsEveryLabelInEverySplit() {
        for (var seed = 0; seed < 50; seed++) {
            for (var part : divide(2, seed, 8)) {
                assertThat(part.stream().map(item -> item.label() + item.split()).distinct())
                        .as("seed %d", seed)
                        .hasSize(4);
            }
        }
    }

    @Test
    void aSitesShareOfALabelHoldsInEverySplit() {
        for (var part : divide(2, 7, 3)) {
            assertThat(share(part, "train")).isCloseTo(share(part, "test"), within(0.02));
        }
    }

    @Test
    void aSmallAlphaIsMoreUnevenThanALargeOne() {
        assertThat(spread(0.5)).isGreaterThan(3 * spread(50));
    }

    /** The variance of a share of Dirichlet(α, α, α) is (n - 1) / (n² (n α + 1)). */
    @Test
    void sharesVaryAsTheDistributionSays() {
        var alpha = 10.0;
        var expected = 2 / (9 * (3 * alpha + 1));
        var squares = 0.0;
        var count = 0;
        for (var seed = 0; seed < 400; seed++) {
            for (var part : divide(alpha, seed, 3)) {
                var normal = part.stream().filter(item -> item.label().equals("normal")).count();
                var share =
                        normal
                                / (double)
                                        ITEMS.stream()
                                                .filter(i -> i.label().equals("normal"))
                                                .count();
                squares += (share - 1 / 3.0) * (share - 1 / 3.0);
                count++;
            }
        }

        assertThat(squares / count).isCloseTo(expected, within(0.15 * expected));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.01, Double.NaN})
    void refusesAnAlphaThatWouldLeaveSitesWithNothing(double alpha) {
        assertThatThrownBy(() -> new Dirichlet(alpha, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha must be at least 0.1");
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private static double share(List<Item> part, String split) {
        var here = part.stream().filter(item -> item.split().equals(split)).count();
        return here / (double) ITEMS.stream().filter(item -> item.split().equals(split)).count();
    }

    private static double spread(double alpha) {
        var spread = 0.0;
        for (var seed = 0; seed < 50; seed++) {
            var sizes = divide(alpha, seed, 3).stream().mapToInt(List::size).summaryStatistics();
            spread += sizes.getMax() - sizes.getMin();
        }
        return spread;
    }
}
