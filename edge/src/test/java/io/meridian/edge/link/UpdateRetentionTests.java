package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.StoredRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateRetentionTests {
    @AutoClose private final Site site;

    UpdateRetentionTests(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    private StoredRecord update(String task) {
        return site.ledger.records.finish(
                site.ledger
                        .records
                        .begin("update", Site.START)
                        .field("job", task)
                        .layer(
                                "weights.safetensors",
                                MediaType.WEIGHTS,
                                task.getBytes(StandardCharsets.UTF_8)),
                "update",
                Workbench.key(task));
    }

    private void judge(String task) {
        site.ask(Site.item("verdict/" + task, "verdict", Map.of("task", task, "accepted", true)));
    }

    private boolean weights(String task) {
        return site.ledger
                .records
                .store()
                .contains(Digest.of(task.getBytes(StandardCharsets.UTF_8)));
    }

    /** The store tells a blob's age by its file, the rest of the test by the site's clock. */
    private void age() throws Exception {
        try (var files = Files.walk(site.home.researchLayout().resolve("blobs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Site.START));
            }
        }
    }

    @Test
    void letsGoOfWeightsWhoseVerdictIsOldAndOfNoOthers() throws Exception {
        var judged = update("judged");
        update("waiting");
        site.ask(
                Site.item("judged", "train", Site.TRAIN),
                Site.item("waiting", "train", Site.TRAIN));
        site.tasks.move("judged", "done", null);
        site.tasks.move("waiting", "done", null);
        judge("judged");
        age();

        site.clock.set(Site.START.plus(UpdateRetention.KEPT));
        site.retention().step();
        assertThat(weights("judged")).isTrue();

        site.clock.move(Duration.ofMillis(1));
        site.retention().step();
        site.retention().step();
        assertThat(weights("judged")).isFalse();
        assertThat(weights("waiting")).isTrue();
        var entry =
                site.ledger
                        .siteJournal
                        .find("update-released/" + judged.digest().hex())
                        .orElseThrow();
        assertThat(site.ledger.journal.find(entry).orElseThrow().entry().json().toString())
                .contains(Reference.to(judged.digest()).text());
    }
}
