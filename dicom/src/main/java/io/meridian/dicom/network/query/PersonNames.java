package io.meridian.dicom.network.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Matching of person names (PS3.4 sections C.2.2.2.1 and C.2.2.2.4): without regard to case, by
 * component group (alphabetic, ideographic, phonetic), trailing delimiters being insignificant. A
 * key of one group matches any group.
 */
final class PersonNames {
    private PersonNames() {}

    static boolean matches(String key, String name) {
        var keys = groups(key);
        var groups = groups(name);
        if (keys.size() == 1) {
            return groups.stream()
                    .filter(group -> !group.isEmpty())
                    .anyMatch(group -> Glob.matches(keys.getFirst(), group));
        }
        for (var i = 0; i < keys.size(); i++) {
            var group = i < groups.size() ? groups.get(i) : "";
            if (!keys.get(i).isEmpty() && !Glob.matches(keys.get(i), group)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> groups(String name) {
        return Arrays.stream(name.split("=", -1)).limit(3).map(PersonNames::normal).toList();
    }

    private static String normal(String group) {
        var components =
                Arrays.stream(group.split("\\^", -1))
                        .map(component -> component.strip().toUpperCase(Locale.ROOT))
                        .toList();
        var end = components.size();
        while (end > 0 && components.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("^", components.subList(0, end));
    }
}
