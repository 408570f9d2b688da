package io.meridian.dicom.dump;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keywords of the standard's UIDs (PS3.6 annex A), loaded when first asked for. */
final class UidNames {
    private static final Map<String, String> KEYWORDS = load();

    private UidNames() {}

    static Optional<String> of(String uid) {
        return Optional.ofNullable(KEYWORDS.get(uid));
    }

    private static Map<String, String> load() {
        var stream =
                Objects.requireNonNull(
                        UidNames.class.getResourceAsStream("uids.tsv"),
                        "the table of UIDs is not in the archive");
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
