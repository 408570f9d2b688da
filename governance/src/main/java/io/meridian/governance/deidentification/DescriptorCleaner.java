package io.meridian.governance.deidentification;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cleans descriptors (PS3.15 E.3.4 and following) by an allow-list: what is not known to be
 * harmless goes. A run of Chinese characters survives when it can be put together from words of the
 * list.
 */
final class DescriptorCleaner {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final Set<String> words;

    DescriptorCleaner(Set<String> words) {
        this.words = words;
    }

    /** The words that survive, parted by spaces; empty when none does. */
    String clean(String text) {
        return WORD.matcher(text)
                .results()
                .map(match -> match.group())
                .filter(this::known)
                .collect(Collectors.joining(" "));
    }

    private boolean known(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return words.contains(lower) || (isIdeographic(lower) && composed(lower));
    }

    private static boolean isIdeographic(String word) {
        return word.codePoints().allMatch(Character::isIdeographic);
    }

    private boolean composed(String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (var from = 0; from < text.length(); from++) {
            for (var to = from + 1; reached[from] && to <= text.length(); to++) {
                reached[to] |= words.contains(text.substring(from, to));
            }
        }
        return reached[text.length()];
    }
}
