package io.meridian.hub.result;

import io.meridian.application.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Results as counts and distributions. */
@RestController
final class ResultController {
    private static final int BINS = 20;

    private final Database database;

    ResultController(Database database) {
        this.database = database;
    }

    record Reviews(long agree, long correct) {}

    record SiteSummary(
            String site,
            long total,
            Map<String, Long> outcomes,
            Map<String, Long> findings,
            List<Long> histogram,
            Reviews reviews) {}

    record Summary(long total, List<SiteSummary> sites) {}

    private record Count(String site, String word, long count) {}

    @GetMapping("/api/v1/results/summary")
    Summary summary() {
        var outcomes = counts("SELECT site, outcome, count(*) FROM result_notice GROUP BY 1, 2");
        var findings =
                counts(
                        "SELECT site, finding, count(*) FROM result_notice WHERE finding <> '' GROUP BY 1, 2");
        var bins =
                counts(
                        "SELECT site, bin, count(*) FROM result_notice WHERE bin IS NOT NULL GROUP BY 1, 2");
        var reviews = counts("SELECT site, verdict, count(*) FROM review_notice GROUP BY 1, 2");
        var sites =
                outcomes.stream().map(Count::site).distinct().sorted().toList().stream()
                        .map(site -> site(site, outcomes, findings, bins, reviews))
                        .toList();
        return new Summary(sites.stream().mapToLong(SiteSummary::total).sum(), sites);
    }

    private static SiteSummary site(
            String site,
            List<Count> outcomes,
            List<Count> findings,
            List<Count> bins,
            List<Count> reviews) {
        var states = of(site, outcomes);
        var byBin = of(site, bins);
        var histogram = new ArrayList<Long>();
        for (var bin = 0; bin < BINS; bin++) {
            histogram.add(byBin.getOrDefault(Integer.toString(bin), 0L));
        }
        var verdicts = of(site, reviews);
        return new SiteSummary(
                site,
                states.values().stream().mapToLong(Long::longValue).sum(),
                states,
                of(site, findings),
                List.copyOf(histogram),
                new Reviews(
                        verdicts.getOrDefault("agree", 0L), verdicts.getOrDefault("correct", 0L)));
    }

    private static Map<String, Long> of(String site, List<Count> counts) {
        var found = new TreeMap<String, Long>();
        counts.stream()
                .filter(each -> each.site().equals(site))
                .forEach(each -> found.put(each.word(), each.count()));
        return found;
    }

    private List<Count> counts(String sql) {
        return database.read()
                .sql(sql)
                .query((rs, _) -> new Count(rs.getString(1), rs.getString(2), rs.getLong(3)))
                .list();
    }
}
