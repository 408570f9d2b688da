package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.store.RootName;
import io.meridian.edge.home.Home;
import io.meridian.model.packaging.Labels;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.preprocessing.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Brings a release here and looks at it closely: its signature by the hub's release key, the report
 * that it rests on, and the package that both name. Works from the site's store without a hub.
 */
@Component
final class ReleaseVerifier {
    static final String PREFIX = "release-";

    /** The channels whose results no one treats by; any other needs a report that passed. */
    private static final Set<String> UNPROVEN = Set.of("research", "shadow");

    private static final int MAXIMUM_FILE = 16 << 20;
    private static final String REPOSITORY = "hub/release";

    private final Fetching fetching;
    private final Home home;

    ReleaseVerifier(Fetching fetching, Home home) {
        this.fetching = fetching;
        this.home = home;
    }

    /** A release whose chain holds; whether it may run now is another question. */
    record Verified(
            Digest release,
            Digest packageDigest,
            String channel,
            String version,
            Instant created,
            Instant leaseExpires,
            Preprocessing preprocessing,
            Labels labels) {}

    /** Brings release, report and package, and keeps them as roots. */
    void fetch(JsonNode item) {
        var release = Fetching.digest(item.path("release"), "a release");
        var packed = Fetching.digest(item.path("package"), "a package");
        var record =
                fetching.record(release, item.path("repository").asString(REPOSITORY), "release");
        keep(release);
        fetching.record(packed, item.path("packageRepository").asString("hub/package"), "manifest");
        for (var report : reports(record)) {
            fetching.record(report, "hub/report", "manifest");
        }
        keep(packed);
    }

    /** Verifies what is in the store. */
    Verified verify(JsonNode item) {
        var release =
                fetching.record(
                        Fetching.digest(item.path("release"), "a release"),
                        item.path("repository").asString(REPOSITORY),
                        "release");
        require(release.kind().name().equals("release"), "what is called a release is none");
        var config = release.config();
        var channel = text(release, "channel");
        require(
                channel.equals(item.path("channel").asString("")),
                "the release is for another channel than was asked");
        var packed = Fetching.digest(config.json().path("package"), "a package");
        require(
                packed.value().equals(item.path("package").asString("")),
                "the release is of another package than was asked");
        var reports = reports(release);
        require(reports.size() == 1, "a release rests on one report");
        var report = fetching.record(reports.getFirst(), "hub/report", "manifest");
        require(report.kind().name().equals("report"), "what is called a report is none");
        require(
                report.config().parents().stream()
                        .anyMatch(parent ->
                                parent.role().equals("package")
                                        && parent.reference().equals(Reference.to(packed))),
                "the release's report is on another package");
        require(
                UNPROVEN.contains(channel)
                        || report.config().json().path("passed").asBoolean(false),
                "the release's report did not pass the gate, which the channel %s requires"
                        .formatted(channel));
        var content = fetching.record(packed, "hub/package", "manifest");
        require(content.kind().name().equals("package"), "what is called a package is none");
        var labels = Labels.parse(file(content, ModelPackage.LABELS));
        var threshold = config.json().path("threshold");
        return new Verified(
                release.digest(),
                packed,
                channel,
                text(release, "version"),
                config.created(),
                lease(release),
                Preprocessing.parse(file(content, ModelPackage.PREPROCESSING)),
                threshold.isNumber()
                        ? new Labels(
                                labels.task(),
                                labels.positive(),
                                labels.negative(),
                                threshold.asDouble())
                        : labels);
    }

    /** The package's files as the inference process reads them. */
    Path lay(Verified verified) throws IOException {
        var folder = home.work().resolve(PREFIX + verified.release().hex());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        var part = home.work().resolve(PREFIX + verified.release().hex() + ".part");
        Folders.delete(part);
        Files.createDirectories(part);
        var content = Records.get(fetching.store(), verified.packageDigest());
        var onnx =
                content.manifest()
                        .layer(ModelPackage.ONNX)
                        .orElseThrow(() -> TaskProblem.failed("the package has no model.onnx"));
        Workbench.export(fetching.store(), onnx.digest(), part.resolve(ModelPackage.ONNX));
        require(
                Digest.of(Files.readAllBytes(part.resolve(ModelPackage.ONNX)))
                        .equals(onnx.digest()),
                "the package's model was changed on disk");
        Files.write(part.resolve(ModelPackage.PREPROCESSING), verified.preprocessing().toJson());
        Files.write(part.resolve(ModelPackage.LABELS), verified.labels().toJson());
        Files.move(part, folder);
        return folder;
    }

    private static List<Digest> reports(StoredRecord release) {
        return release.config().parents().stream()
                .filter(parent -> parent.role().equals("report"))
                .map(parent -> parent.reference())
                .filter(Reference.OfManifest.class::isInstance)
                .map(reference -> ((Reference.OfManifest) reference).digest())
                .toList();
    }

    private void keep(Digest digest) {
        fetching.store().root(RootName.untagged(REPOSITORY, digest), digest);
    }

    private byte[] file(StoredRecord record, String title) {
        return Records.layer(fetching.store(), record, title, MAXIMUM_FILE);
    }

    private static String text(StoredRecord record, String field) {
        return record.config()
                .text(field)
                .orElseThrow(() -> TaskProblem.failed("a release says its " + field));
    }

    private static Instant lease(StoredRecord release) {
        try {
            return Instant.parse(text(release, "leaseExpires"));
        } catch (DateTimeException _) {
            throw TaskProblem.failed("a release says when its lease expires");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw TaskProblem.failed(otherwise);
        }
    }
}
