package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other bytes for an object that is here already. */
final class CorrectionTests {
    private static final String ENTRIES = "journal_entry WHERE kind = 'deidentification'";

    @AutoClose private final TestSite site;

    CorrectionTests(@TempDir Path folder) {
        site = new TestSite(folder);
    }

    private Digest digest() {
        return new Digest(TestSite.text(site.research, "SELECT digest FROM catalog"));
    }

    private int rows() {
        return TestSite.text(site.research, "SELECT image_rows FROM catalog").equals("32")
                ? 32
                : 28;
    }

    @Test
    void replaceTheRowWithAnEntryOfTheirOwnAndLeaveTheFormerObjectReadable() {
        site.receive("a", Samples.capture(1, 28));
        site.workOff();
        var former = digest();
        site.correct("a", Samples.capture(1, 32));

        assertThat(site.workOff()).isEqualTo(1);

        assertThat(digest()).isNotEqualTo(former);
        assertThat(rows()).isEqualTo(32);
        assertThat(TestSite.count(site.edge, ENTRIES)).isEqualTo(2);
        assertThat(TestSite.text(site.research, "SELECT entry FROM catalog"))
                .isEqualTo(
                        TestSite.text(
                                site.edge,
                                "SELECT reference FROM journal_entry WHERE kind = 'deidentification'"
                                        + " ORDER BY sequence DESC LIMIT 1"));
        var subject = site.catalog.subject(former).orElseThrow();
        assertThat(site.objects.read(former, subject)).isNotEmpty();
    }

    @Test
    void thatComeWhileTheFormerContentIsWorkedOnAreNotLost() {
        site.receive("a", Samples.capture(1, 28));
        var corrected = new AtomicBoolean();
        try (var worker =
                site.worker(id -> {
                    var bytes = site.original(id);
                    if (corrected.compareAndSet(false, true)) {
                        site.correct(id, Samples.capture(1, 32));
                    }
                    return bytes;
                })) {
            worker.workOff();
        }

        assertThat(site.state("a")).isEqualTo("accepted");
        assertThat(rows()).isEqualTo(32);
    }

    @Test
    void thatMustBeHeldTakeTheFormerObjectOutOfTheCatalogue() {
        site.receive("a", Samples.radiograph(1, "PID-1", "Zhang^San=张^三", 64));
        site.workOff();
        site.correct("a", Samples.radiographWithText(1, "PID-1", "Zhang^San=张^三", 256));

        site.workOff();

        assertThat(site.state("a")).isEqualTo("held");
        assertThat(TestSite.count(site.research, "catalog")).isZero();
    }

    @Test
    void ofWhatWasHeldClearTheQuarantine() {
        site.receive("a", Samples.radiographWithText(1, "PID-1", "Zhang^San=张^三", 256));
        site.workOff();
        assertThat(TestSite.count(site.clinical, "quarantine")).isEqualTo(1);
        site.correct("a", Samples.radiograph(1, "PID-1", "Zhang^San=张^三", 64));

        site.workOff();

        assertThat(site.state("a")).isEqualTo("accepted");
        assertThat(TestSite.count(site.clinical, "quarantine")).isZero();
    }
}
