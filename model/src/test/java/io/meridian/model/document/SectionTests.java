package io.meridian.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SectionTests {
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    private record Sample(String name, long count, double rate, List<String> tags) {}

    private static Optional<Sample> sample(Section root) {
        Section inner = root.section("inner");
        return Optional.of(
                new Sample(
                        root.text("name", WORD, "must be a word"),
                        inner.whole("count", 1, 9),
                        inner.number("rate", 0, 1, 0.5),
                        root.texts("tags", WORD, "must be words")));
    }

    private static List<String> problems(String yaml) {
        return switch (Section.read(yaml, SectionTests::sample)) {
            case Reading.Valid<Sample> _ -> List.of();
            case Reading.Invalid<Sample>(var problems) ->
                    problems.stream().map(Problem::toString).toList();
        };
    }

    @Test
    void readsWhatIsThereAndFillsInDefaults() {
        assertThat(
                        Section.read(
                                        "name: a\ninner: {count: 3}\ntags: [x, y]",
                                        SectionTests::sample)
                                .orThrow())
                .isEqualTo(new Sample("a", 3, 0.5, List.of("x", "y")));
    }

    @Test
    void namesLineFieldAndRemedyOfEverythingThatIsWrong() {
        assertThat(problems("name: A1\ninner:\n  count: 10\n  rate: fast\ntags: x\nextra: 1\n"))
                .containsExactly(
                        "line 1, name: must be a word",
                        "line 3, inner.count: must be a whole number from 1 to 9",
                        "line 4, inner.rate: must be a number from 0.0 to 1.0",
                        "line 6, extra: is not known here; remove it or use one of inner, name, tags");
    }

    @Test
    void aTextInQuotesIsNotANumber() {
        assertThat(problems("name: a\ninner: {count: '3'}\ntags: x"))
                .containsExactly("line 2, inner.count: must be a whole number from 1 to 9");
    }

    @Test
    void refusesNotANumberAndInfinity() {
        assertThat(problems("name: a\ninner: {count: 3, rate: .nan}\ntags: x")).hasSize(1);
        assertThat(problems("name: a\ninner: {count: 3, rate: .inf}\ntags: x")).hasSize(1);
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(problems("name: a\ntags: x"))
                .containsExactly(
                        "line 1, inner: is missing; add it",
                        "line 1, inner.count: is missing; add it");
    }

    @Test
    void refusesAFieldGivenTwice() {
        assertThat(problems("name: a\nname: b\ninner: {count: 1, count: 2}\ntags: x"))
                .containsExactly(
                        "line 2, name: is given twice; remove one",
                        "line 3, inner.count: is given twice; remove one");
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertThat(problems("name: [a\n")).singleElement().asString().contains("not YAML");
        assertThat(problems("")).singleElement().asString().contains("empty");
        assertThat(problems("- a\n- b"))
                .anyMatch(problem -> problem.contains("must be a mapping of fields"));
    }

    @Test
    void survivesNestingAndAliasesMadeToExhaustAReader() {
        assertThat(problems("name: " + "[".repeat(200_000))).isNotEmpty();
        assertThat(problems("a: &a [x]\nb: &b [*a,*a]\nname: [*b,*b]")).isNotEmpty();
    }
}
