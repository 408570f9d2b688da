package io.meridian.cli.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The table "The house" of docs/architecture.md: which module may use which. */
record House(Map<String, List<String>> mayUse) {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z]+)` \\|.*\\| ([^|]+) \\|$", Pattern.MULTILINE);

    static House read() {
        try {
            var text = Files.readString(root().resolve("docs/architecture.md"));
            var rows = new LinkedHashMap<String, List<String>>();
            var matcher = ROW.matcher(text);
            while (matcher.find()) {
                var use = matcher.group(2).strip();
                rows.put(
                        matcher.group(1),
                        switch (use) {
                            case "–" -> List.of();
                            case "all above" -> List.copyOf(rows.keySet());
                            default -> List.of(use.split(", *"));
                        });
            }
            return new House(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module's row with what its parts may use in turn. */
    List<String> withTransitive(String module) {
        var all = new ArrayList<String>();
        for (var used : mayUse.get(module)) {
            all.add(used);
            all.addAll(withTransitive(used));
        }
        return all.stream().distinct().toList();
    }

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/architecture.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
