package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.artifact.journal.ConsistencyProof;
import io.meridian.artifact.journal.SignedHead;
import io.meridian.edge.ledger.LinkAlarm;
import io.meridian.network.link.EdgeDesk.Applied;
import io.meridian.network.link.v1.Event;
import io.meridian.network.link.v1.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Parts of the link, each alone. */
class LinkPartsTests {
    @AutoClose private final Site site;

    LinkPartsTests(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    @Nested
    class WhatIsAsked {
        @Test
        void isKeptWithItsPositionOverARestart() {
            site.ask(Site.item("j/1/s/1", "train", Site.TRAIN));
            site.ask(
                    Site.item("j/1/s/1", "train", Site.TRAIN),
                    Site.item("j/2/s/1", "train", Site.TRAIN));
            site.restart();

            assertThat(site.intake.position()).isEqualTo(new Applied(1, 2));
            assertThat(site.tasks.open()).extracting(TaskRow::id).contains("j/1/s/1", "j/2/s/1");
        }

        @Test
        void isRefusedWithThePolicysReason() throws Exception {
            site.policy("maxEpochs: 50", "maxEpochs: 0");
            site.ask(Site.item("j/1/s/1", "train", Site.TRAIN));

            assertThat(site.phase("j/1/s/1")).isEqualTo("refused");
            assertThat(site.tasks.statuses().getFirst().getReason()).contains("admit.maxEpochs");
        }

        @Test
        void isRefusedWhenThePolicyCannotBeRead() throws Exception {
            Files.writeString(site.home.policy(), "admit: [");
            site.ask(Site.item("j/1/s/1", "train", Site.TRAIN));

            assertThat(site.phase("j/1/s/1")).isEqualTo("refused");
        }

        @Test
        void isWithdrawnAndTheVerdictStays() {
            site.ask(
                    Site.item("j/1/s/1", "train", Site.TRAIN),
                    Site.item("j/2/s/1", "train", Site.TRAIN));
            site.tasks.move("j/1/s/1", "done", null);
            site.ask(
                    Site.item(
                            "verdict/j/1/s/1",
                            "verdict",
                            Map.of("task", "j/1/s/1", "accepted", false, "reason", "too far")));
            site.tasks.move("j/2/s/1", "done", null); // too late: nobody asks for it

            assertThat(site.phase("j/1/s/1")).isEqualTo("done");
            assertThat(site.tasks.find("j/1/s/1").orElseThrow().verdict())
                    .isEqualTo("refused: too far");
            assertThat(site.phase("j/2/s/1")).isEqualTo("withdrawn");
            assertThat(site.tasks.statuses()).isEmpty();
        }
    }

    @Nested
    class TheJournal {
        private SignedHead offered(JournalOffer offer) {
            var observed = Observed.newBuilder();
            offer.addTo(observed);
            return SignedHead.parse(observed.getJournalHead().toByteArray());
        }

        private void append(String key) {
            site.ledger.siteJournal.append(
                    key, "access", JsonMapper.shared().createObjectNode(), List.of());
        }

        @Test
        void offersOneHeadAtATimeEachContinuingTheLast() {
            var offer = site.offer();
            append("one");
            var first = offered(offer);
            append("two");
            assertThat(offered(offer)).isEqualTo(first);

            offer.countersigned(first.countersign(site.journalKey).toJson());
            assertThat(offer.countersigned()).isEqualTo(1);
            var observed = Observed.newBuilder();
            offer.addTo(observed);
            var second = SignedHead.parse(observed.getJournalHead().toByteArray());
            var proof = ConsistencyProof.parse(observed.getConsistencyProof().toByteArray());
            assertThat(proof.holds(first.head(), second.head())).isTrue();
            assertThat(offer.alarm()).isEmpty();
        }

        @Test
        void refusesACountersignatureOfAnotherKey() {
            var offer = site.offer();
            append("one");
            offer.countersigned(offered(offer).countersign(site.releaseKey).toJson());

            assertThat(offer.countersigned()).isZero();
            assertThat(offer.alarm()).isPresent();
        }

        @Test
        void raisesTheAlarmWhenItsTailWasCutOff() throws Exception {
            var offer = site.offer();
            append("one");
            append("two");
            offer.countersigned(offered(offer).countersign(site.journalKey).toJson());
            site.ledger.close();
            Folders.delete(site.home.journal());
            Files.createDirectories(site.home.journal());
            site.restart();

            assertThat(site.offer().alarm())
                    .hasValueSatisfying(it -> assertThat(it).contains("cut"));
        }
    }

    @Test
    void anEventWaitsForTheRecordThatItNames() {
        var digest = Digest.of(new byte[] {1});
        site.database.update(jdbc ->
                jdbc.sql(
                                "INSERT INTO push(digest, kind, repository, created) VALUES (?, 'dataset-commitment', 'x/y', 1)")
                        .param(digest.value())
                        .update());
        var pushes =
                new Pushes(
                        site.database,
                        site.ledger.records,
                        site.hub,
                        java.time.Clock.systemUTC(),
                        new org.springframework.beans.factory.support.StaticListableBeanFactory()
                                .getBeanProvider(LinkAlarm.class));
        var naming = event("a", "{\"digest\":\"%s\"}".formatted(digest.value()));
        var other = event("b", "{}");

        assertThat(pushes.ready(List.of(naming, other))).containsExactly(other);
        site.database.update(jdbc -> jdbc.sql("UPDATE push SET pushed = 1").update());
        assertThat(pushes.ready(List.of(naming, other))).containsExactly(naming, other);
    }

    private static Event event(String id, String document) {
        return Event.newBuilder()
                .setId(id)
                .setDocument(com.google.protobuf.ByteString.copyFromUtf8(document))
                .build();
    }

    @Test
    void caseScoresLeaveInNoOrderWithTheirLabelsAndOpaqueSubjects() {
        var scores = new CaseScores("hospital-1", Digest.of(new byte[] {2}));
        var labels = new ArrayList<Integer>();
        var groups = new ArrayList<Integer>();
        var given = JsonMapper.shared().createArrayNode();
        for (var at = 0; at < 200; at++) {
            labels.add(at % 2);
            groups.add(1_000 + at / 2);
            given.add(at % 2 + at / 1000.0);
        }
        scores.cases("test", labels, groups);
        scores.add(
                "test",
                "subject/1",
                given,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("maxAbs", 0.5)
                        .put("maxRel", 0.1)
                        .put("n", 200));
        var split = JsonMapper.shared().readTree(scores.toJson()).path("splits").path("test");

        var order = new ArrayList<Integer>();
        var numbers = new HashSet<Integer>();
        for (var at = 0; at < 200; at++) {
            var score = split.path("models").path("subject/1").get(at).asDouble();
            assertThat((int) score).isEqualTo(split.path("labels").get(at).asInt());
            order.add((int) Math.round((score - (int) score) * 1000));
            numbers.add(split.path("groups").get(at).asInt());
        }
        assertThat(order).isNotEqualTo(order.stream().sorted().toList()).doesNotHaveDuplicates();
        assertThat(numbers).hasSize(100).allMatch(number -> number >= 0 && number < 100);
        assertThat(scores.parities().path("subject/1").path("n").asInt()).isEqualTo(200);
    }
}
