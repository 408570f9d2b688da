package io.meridian.hub.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.meridian.application.http.ApiException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.hub.audit.AuditJournal;
import io.meridian.hub.home.HubKeys;
import io.meridian.hub.record.HubRecords;
import io.meridian.hub.site.ObservedState;
import io.meridian.hub.site.SiteRegister;
import io.meridian.hub.validation.ReleaseStore.ReleaseRow;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases: signed, leased, and for patients only behind the gate. */
@RestController
@RequestMapping("/api/v1/releases")
final class ReleaseController {
    private static final List<String> CHANNELS = List.of("research", "shadow", "trial", "clinical");

    /** No doctor sees what these channels say; every other one needs a gate that was passed. */
    private static final Set<String> UNSEEN = Set.of("research", "shadow");

    private static final int LONGEST_LEASE_DAYS = 366;
    private static final int MAXIMUM_REPORT = 32 << 20;

    private final ReleaseStore releases;
    private final ValidationStore runs;
    private final PackageStore packages;
    private final HubRecords records;
    private final HubKeys keys;
    private final Rollout rollout;
    private final SiteRegister sites;
    private final ObservedState observed;
    private final AuditJournal audit;

    ReleaseController(
            ReleaseStore releases,
            ValidationStore runs,
            PackageStore packages,
            HubRecords records,
            HubKeys keys,
            Rollout rollout,
            SiteRegister sites,
            ObservedState observed,
            AuditJournal audit) {
        this.releases = releases;
        this.runs = runs;
        this.packages = packages;
        this.records = records;
        this.keys = keys;
        this.rollout = rollout;
        this.sites = sites;
        this.observed = observed;
        this.audit = audit;
    }

    record Order(
            @JsonProperty("package") String digest,
            @Nullable String report,
            String channel,
            @Nullable Integer leaseDays) {}

    record Released(String digest) {}

    record SiteView(String site, String phase, @Nullable String reason) {}

    record ReleaseView(
            String digest,
            @JsonProperty("package") String packageDigest,
            String channel,
            String version,
            Instant created,
            Instant leaseExpires,
            List<SiteView> sites) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Released release(@RequestBody Order order, Principal operator) {
        var days = order.leaseDays() == null ? 90 : order.leaseDays();
        if (order.channel() == null || !CHANNELS.contains(order.channel())) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "channel must be one of " + CHANNELS);
        }
        if (days < 1 || days > LONGEST_LEASE_DAYS) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "leaseDays is from 1 to " + LONGEST_LEASE_DAYS);
        }
        if (packages.find(order.digest() == null ? "" : order.digest()).isEmpty()) {
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no package with this digest");
        }
        var run = evidence(order);
        if (!UNSEEN.contains(order.channel()) && !Boolean.TRUE.equals(run.passed())) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "the gate keeps this package from the %s channel: %s"
                            .formatted(order.channel(), missing(run)));
        }
        var row = sign(order, run, days);
        releases.add(row);
        audit.note(
                operator.getName(),
                "release",
                Map.of("release", row.digest(), "channel", row.channel()));
        rollout.askAll();
        return new Released(row.digest());
    }

    private ValidationRow evidence(Order order) {
        return runs.ofReport(order.report() == null ? "" : order.report())
                .filter(run -> run.packageDigest().value().equals(order.digest()))
                .orElseThrow(() ->
                        new ApiException(
                                HttpStatus.CONFLICT,
                                "the gate needs a report on this very package; validate it first"));
    }

    private static String missing(ValidationRow run) {
        var sentences = new ArrayList<String>();
        var findings = run.findings();
        for (JsonNode finding : JsonMapper.shared().readTree(findings == null ? "[]" : findings)) {
            if (!finding.path("state").asString("").equals("passed")) {
                sentences.add(
                        "%s: required %s, observed %s"
                                .formatted(
                                        finding.path("condition").asString(""),
                                        finding.path("required").asString(""),
                                        finding.path("observed").asString("")));
            }
        }
        return String.join("; ", sentences);
    }

    private ReleaseRow sign(Order order, ValidationRow run, int days) {
        var report = new Digest(java.util.Objects.requireNonNull(run.report()));
        var created = records.clock().instant();
        var expires = created.plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
        var version = "%s-%d".formatted(order.channel(), releases.count() + 1);
        var builder =
                records.begin("release")
                        .field("package", order.digest())
                        .field("report", report.value())
                        .field("channel", order.channel())
                        .field("version", version)
                        .field("leaseExpires", expires.toString())
                        .critical("channel")
                        .critical("leaseExpires")
                        .parent(Parent.holding("report", Reference.to(report)));
        var threshold =
                JsonMapper.shared()
                        .readTree(records.layer(report, "report.json", MAXIMUM_REPORT))
                        .path("threshold")
                        .path("value");
        if (threshold.isNumber()) {
            builder.field("threshold", threshold);
        }
        var record = records.finish(builder, "release", version, keys.release());
        return new ReleaseRow(
                record.digest().value(),
                order.digest(),
                report.value(),
                order.channel(),
                version,
                expires,
                created);
    }

    @GetMapping
    List<ReleaseView> all() {
        var names = sites.names();
        return releases.all().stream().map(row -> view(row, names)).toList();
    }

    private ReleaseView view(ReleaseRow row, List<String> names) {
        return new ReleaseView(
                row.digest(),
                row.packageDigest(),
                row.channel(),
                row.version(),
                row.created(),
                row.leaseExpires(),
                names.stream()
                        .map(site ->
                                observed.status(site, Rollout.item(row.digest()))
                                        .map(s -> new SiteView(site, s.phase(), s.reason()))
                                        .orElseGet(() -> new SiteView(site, "asked", null)))
                        .toList());
    }
}
