package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.application.http.ApiException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import io.meridian.governance.catalog.SplitUnit;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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

/** Data-set versions: frozen and read. */
@RestController
@RequestMapping("/api/v1/datasets")
final class DatasetController {
    private static final int LIMIT = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Datasets datasets;
    private final ErasedRecords erased;
    private final Database edgeDatabase;

    DatasetController(Datasets datasets, ErasedRecords erased, Database edgeDatabase) {
        this.datasets = datasets;
        this.erased = erased;
        this.edgeDatabase = edgeDatabase;
    }

    record Request(
            @Nullable String name,
            @Nullable String legalBasis,
            @Nullable String purpose,
            @Nullable String splitUnit) {}

    record Frozen(String digest, String commitment, JsonNode counts) {}

    record Shown(
            String digest,
            String name,
            int version,
            String splitUnit,
            JsonNode counts,
            Instant created,
            String commitment,
            boolean pushed,
            boolean reproducible) {}

    @GetMapping
    List<Shown> all() {
        var pushed = pushed();
        return datasets.newest(LIMIT).stream()
                .map(row ->
                        new Shown(
                                row.digest().value(),
                                row.name(),
                                row.number(),
                                row.splitUnit(),
                                counts(row),
                                row.created(),
                                row.commitment().value(),
                                pushed.contains(row.commitment().value()),
                                !erased.erased(Reference.to(row.digest()))))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Frozen freeze(@RequestBody Request request) {
        var name = Requests.text("name", request.name(), 100);
        if (!NAME.matcher(name).matches()) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "name must be letters, digits and . _ - and begin with a letter or digit");
        }
        var basis = Requests.text("legalBasis", request.legalBasis(), 100);
        if (!Digest.isDigest(basis)) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST, "legalBasis must be the digest of a recorded one");
        }
        var outcome =
                datasets.freeze(
                        name,
                        new Digest(basis),
                        Requests.text("purpose", request.purpose(), 200),
                        unit(request.splitUnit()));
        return switch (outcome) {
            case Datasets.Outcome.Frozen(var row) ->
                    new Frozen(row.digest().value(), row.commitment().value(), counts(row));
            case Datasets.Outcome.Refused(var reason) ->
                    throw new ApiException(HttpStatus.CONFLICT, reason);
        };
    }

    private static SplitUnit unit(@Nullable String word) {
        if (word == null || word.equals(SplitUnit.SUBJECT.word())) {
            return SplitUnit.SUBJECT;
        }
        if (word.equals(SplitUnit.IMAGE.word())) {
            return SplitUnit.IMAGE;
        }
        throw new ApiException(HttpStatus.BAD_REQUEST, "splitUnit must be subject or image");
    }

    private static JsonNode counts(DatasetTable.Row row) {
        return JsonMapper.shared().readTree(row.counts());
    }

    private Set<String> pushed() {
        return new HashSet<>(
                edgeDatabase
                        .read()
                        .sql(
                                "SELECT digest FROM push WHERE kind = 'dataset-commitment' AND pushed IS NOT NULL"
                                        + " ORDER BY created DESC LIMIT 10000")
                        .query((rs, _) -> rs.getString(1))
                        .list());
    }
}
