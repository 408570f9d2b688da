package io.meridian.hub.validation;

import io.meridian.application.http.ApiException;
import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.hub.audit.AuditJournal;
import io.meridian.hub.governance.DatasetRegister;
import io.meridian.hub.record.HubRecords;
import io.meridian.hub.site.ObservedState;
import io.meridian.hub.validation.PackageStore.PackageRow;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Packages, validation runs and reports. */
@RestController
@RequestMapping("/api/v1")
final class ValidationController {
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final int MAXIMUM_REPORT = 32 << 20;

    private final PackageStore packages;
    private final ValidationStore runs;
    private final DatasetRegister datasets;
    private final ObservedState observed;
    private final HubRecords records;
    private final AuditJournal audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ValidationController(
            PackageStore packages,
            ValidationStore runs,
            DatasetRegister datasets,
            ObservedState observed,
            HubRecords records,
            AuditJournal audit,
            Clock clock) {
        this.packages = packages;
        this.runs = runs;
        this.datasets = datasets;
        this.observed = observed;
        this.records = records;
        this.audit = audit;
        this.clock = clock;
    }

    record Compared(
            String name, @com.fasterxml.jackson.annotation.JsonProperty("package") String digest) {}

    record Order(
            @com.fasterxml.jackson.annotation.JsonProperty("package") String digest,
            @Nullable List<Compared> compare,
            @Nullable String dataset) {}

    record Started(String id) {}

    record Gate(boolean passed, JsonNode findings) {}

    record SiteView(String site, String phase, String reason) {}

    record RunView(
            String id,
            String state,
            @Nullable String reason,
            @Nullable String report,
            @Nullable Gate gate,
            @Nullable JsonNode metrics,
            List<SiteView> sites) {}

    @GetMapping("/packages")
    List<PackageRow> packages() {
        return packages.all();
    }

    @GetMapping("/packages/{digest}")
    PackageRow onePackage(@PathVariable String digest) {
        return known(digest);
    }

    @PostMapping("/validations")
    @ResponseStatus(HttpStatus.CREATED)
    Started start(@RequestBody Order order, Principal developer) {
        if (order.digest() == null) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "package is needed: its digest");
        }
        var subject = known(order.digest());
        var models = new ArrayList<ValidationRow.Model>();
        models.add(new ValidationRow.Model(subject.name(), subject.digest()));
        for (var other : order.compare() == null ? List.<Compared>of() : order.compare()) {
            if (other.name() == null
                    || models.stream().anyMatch(m -> m.name().equals(other.name()))) {
                throw new ApiException(
                        HttpStatus.BAD_REQUEST, "every compared model needs a name of its own");
            }
            models.add(new ValidationRow.Model(other.name(), known(other.digest()).digest()));
        }
        var dataset = order.dataset() == null ? subject.dataset() : order.dataset();
        var sites = datasets.sitesWith(dataset);
        if (sites.isEmpty()) {
            throw new ApiException(
                    HttpStatus.CONFLICT, "no hospital has committed to a data set of this name");
        }
        var id = "validation-" + HexFormat.of().toHexDigits(random.nextInt());
        var now = clock.instant();
        runs.add(
                new ValidationRow(
                        id,
                        new Digest(subject.digest()),
                        dataset,
                        models,
                        sites,
                        "running",
                        null,
                        null,
                        null,
                        null,
                        now,
                        now.plus(DEADLINE)));
        audit.note(
                developer.getName(),
                "validation-started",
                Map.of("validation", id, "package", subject.digest()));
        return new Started(id);
    }

    @GetMapping("/validations/{id}")
    RunView run(@PathVariable String id) {
        var row =
                runs.find(id)
                        .orElseThrow(() ->
                                new ApiException(
                                        HttpStatus.NOT_FOUND,
                                        "there is no validation with this id"));
        var passed = row.passed();
        var findings = row.findings();
        return new RunView(
                row.id(),
                row.state(),
                row.reason() == null || row.reason().isEmpty() ? null : row.reason(),
                row.report(),
                passed == null || findings == null
                        ? null
                        : new Gate(passed, JsonMapper.shared().readTree(findings)),
                row.report() == null
                        ? null
                        : JsonMapper.shared()
                                .readTree(layer(row.report(), "report.json"))
                                .path("metrics"),
                row.sites().stream()
                        .map(site ->
                                observed.status(site, row.task(site))
                                        .map(s -> new SiteView(site, s.phase(), s.reason()))
                                        .orElseGet(() -> new SiteView(site, "asked", "")))
                        .toList());
    }

    @GetMapping(path = "/reports/{digest}", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] report(@PathVariable String digest) {
        return layer(digest, "report.json");
    }

    @GetMapping(path = "/reports/{digest}/html", produces = "text/html;charset=UTF-8")
    byte[] page(@PathVariable String digest) {
        return layer(digest, "report.html");
    }

    private byte[] layer(String digest, String title) {
        if (!Digest.isDigest(digest) || runs.ofReport(digest).isEmpty()) {
            throw new ApiException(HttpStatus.NOT_FOUND, "there is no report with this digest");
        }
        try {
            return records.layer(new Digest(digest), title, MAXIMUM_REPORT);
        } catch (ArtifactException e) {
            throw new ApiException(HttpStatus.NOT_FOUND, "the report cannot be read");
        }
    }

    private PackageRow known(@Nullable String digest) {
        return packages.find(digest == null ? "" : digest)
                .orElseThrow(() ->
                        new ApiException(
                                HttpStatus.NOT_FOUND, "there is no package with this digest"));
    }
}
