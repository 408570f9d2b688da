package io.meridian.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/** What a run found, for people and for programs. */
public final class Report {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Machine machine;
    private final String date;
    private final int repeats;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final List<Map<String, String>> skipped = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param date of the run, ISO 8601
     */
    public Report(Machine machine, String date, int repeats) {
        this.machine = machine;
        this.date = date;
        this.repeats = repeats;
    }

    /** What the figures were taken on, as lines. */
    public List<String> heading() {
        return List.of(
                "%s, %d cores, %s"
                        .formatted(machine.processor(), machine.cores(), machine.system()),
                "%s %s".formatted(machine.java(), String.join(" ", machine.javaOptions())),
                String.format(
                        Locale.ROOT,
                        "%s, %d repeats, load %.1f when it began",
                        date,
                        repeats,
                        machine.load()),
                "ratio: the peer's time / ours, pair by pair; above 1 Meridian is faster");
    }

    /** Notes that a benchmark did not run. */
    public void skip(String benchmark, Peer.Missing peer) {
        skipped.add(Map.of("benchmark", benchmark, "peer", peer.name(), "reason", peer.remedy()));
    }

    /** Whether any benchmark did not run. */
    public boolean hasSkipped() {
        return !skipped.isEmpty();
    }

    /** Adds a result; yields it as lines. */
    public List<String> add(String benchmark, Peer.Found peer, Comparison result) {
        Spread ratio = result.ratio();
        List<String> lines = new ArrayList<>();
        lines.add("  " + result.of().name());
        lines.add(
                String.format(
                        Locale.ROOT,
                        "    ratio    %s  (%s to %s)",
                        number(ratio.median()),
                        number(ratio.min()),
                        number(ratio.max())));
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Figure figure : result.of().figures()) {
            Spread ours = result.ours(figure);
            Spread theirs = result.peer(figure);
            lines.add("    Meridian %s %s".formatted(spread(ours), figure.unit()));
            lines.add("    peer     %s %s".formatted(spread(theirs), figure.unit()));
            figures.add(Map.of("unit", figure.unit(), "ours", ours, "peer", theirs));
        }
        if (result.ourPeakBytes().isPresent() && result.peerPeakBytes().isPresent()) {
            lines.add(
                    "    memory   Meridian %s MB, peer %s MB resident at most"
                            .formatted(
                                    megabytes(result.ourPeakBytes()),
                                    megabytes(result.peerPeakBytes())));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", benchmark);
        json.put("case", result.of().name());
        json.put("peer", Map.of("name", peer.name(), "version", peer.version()));
        json.put("ratio", ratio);
        json.put("figures", figures);
        json.put("oursSeconds", result.ours());
        json.put("peerSeconds", result.peer());
        result.ourPeakBytes().ifPresent(bytes -> json.put("oursPeakBytes", bytes));
        result.peerPeakBytes().ifPresent(bytes -> json.put("peerPeakBytes", bytes));
        results.add(json);
        return lines;
    }

    /** All of it as JSON. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("date", date);
        json.put("machine", machine);
        json.put("repeats", repeats);
        json.put("results", results);
        json.put("skipped", skipped);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static String spread(Spread spread) {
        return "%s  (%s to %s)"
                .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
    }

    /** Three significant digits, without an exponent. */
    static String number(double value) {
        int whole = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        return String.format(Locale.ROOT, "%." + Math.clamp(2 - whole, 0, 9) + "f", value);
    }

    private static String megabytes(OptionalLong bytes) {
        return number(bytes.orElse(0) / 1e6);
    }
}
