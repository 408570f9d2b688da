package io.meridian.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked on the command line.
 *
 * @param names the benchmarks to run; none means all
 * @param json where to write the results, if anywhere
 */
record Arguments(List<String> names, int repeats, @Nullable Path json, boolean help) {
    static final int DEFAULT_REPEATS = 7;
    private static final Pattern REPEATS = Pattern.compile("[1-9][0-9]{0,2}");

    Arguments {
        names = List.copyOf(names);
    }

    /** Parses; an {@link IllegalArgumentException} says what is wrong in a sentence. */
    static Arguments parse(List<String> words, List<String> known) {
        Deque<String> rest = new ArrayDeque<>(words);
        List<String> names = new ArrayList<>();
        int repeats = DEFAULT_REPEATS;
        Path json = null;
        boolean help = false;
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--help", "-h" -> help = true;
                case "--repeats" -> repeats = repeats(value(word, rest));
                case "--json" -> json = Path.of(value(word, rest));
                default -> {
                    if (!known.contains(word)) {
                        throw new IllegalArgumentException(
                                "benchmark knows %s, --repeats, --json and --help, not %s"
                                        .formatted(String.join(", ", known), word));
                    }
                    names.add(word);
                }
            }
        }
        return new Arguments(names, repeats, json, help);
    }

    private static int repeats(String text) {
        if (!REPEATS.matcher(text).matches()) {
            throw new IllegalArgumentException("--repeats is a number from 1 to 999, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.pop();
    }

    boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
