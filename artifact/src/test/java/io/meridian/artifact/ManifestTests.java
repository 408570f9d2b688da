package io.meridian.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.internal.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTests {
    private static final String SHA = "sha256:" + "ab".repeat(32);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String manifest(String type, String layerType) {
        return """
        { "schemaVersion":2,  "future": {"b":1, "a":[1.50, 2e3]},
          "artifactType":"%s",
          "config":{"mediaType":"%s","digest":"%s","size":2,"data":"e30="},
          "layers":[{"mediaType":"%s","digest":"%s","size":7,"urls":["x"]}]
        }
        """
                .formatted(type, type, SHA, layerType, SHA);
    }

    @Nested
    class AManifest {
        @Test
        void keepsItsBytesWithWhatThisVersionDoesNotKnow() {
            var given = bytes(manifest("application/vnd.meridian.update.v1+json", "a/b"));
            var manifest = Manifest.parse(given);
            assertThat(manifest.bytes()).isEqualTo(given);
            assertThat(manifest.digest()).isEqualTo(Digest.of(given));
            assertThat(manifest.kind().orElseThrow().name()).isEqualTo("update");
            manifest.bytes()[0] = 'x';
            given[0] = 'x';
            assertThat(Digest.of(manifest.bytes())).isEqualTo(manifest.digest());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{}",
                    "{\"schemaVersion\":1,\"manifests\":[]}",
                    "{\"schemaVersion\":2}",
                    "{\"schemaVersion\":2,\"schemaVersion\":2,\"manifests\":[]}",
                    "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a/b\",\"digest\":\"md5:1\",\"size\":1}]}",
                    "{\"schemaVersion\":2,\"manifests\":[]} x"
                })
        void isRefusedWhenItIsNone(String text) {
            assertThatThrownBy(() -> Manifest.parse(bytes(text)))
                    .isInstanceOf(RecordException.class);
        }

        @Test
        void hasABoundedSize() {
            assertThatThrownBy(() -> Manifest.parse(new byte[Manifest.MAX_BYTES + 1]))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("at most");
        }

        @Test
        void travelsAsFarAsItsNarrowestPart() {
            var weights = MediaType.WEIGHTS.value();
            var members = MediaType.DATASET_MEMBERS.value();
            assertThat(disclosure("application/vnd.meridian.update.v1+json", weights))
                    .isEqualTo(Disclosure.HUB);
            assertThat(disclosure("application/vnd.meridian.update.v1+json", members))
                    .isEqualTo(Disclosure.EDGE_ONLY);
            assertThat(disclosure("application/vnd.meridian.dataset.v1+json", weights))
                    .isEqualTo(Disclosure.EDGE_ONLY);
            assertThat(disclosure("application/vnd.example.unknown", weights))
                    .isEqualTo(Disclosure.EDGE_ONLY);
        }

        private static Disclosure disclosure(String type, String layerType) {
            return Manifest.parse(bytes(manifest(type, layerType))).disclosure();
        }
    }

    @Nested
    class AConfig {
        private static byte[] config(String kind, String more) {
            return bytes(
                    "{\"kind\":\"%s\",\"created\":\"2026-01-01T00:00:00Z\",\"organisation\":\"hub\"%s}"
                            .formatted(kind, more));
        }

        @Test
        void keepsEntriesThatThisVersionDoesNotKnow() {
            var config = RecordConfig.parse(config("job", ",\"future\":{\"x\":[1,2]}"));
            assertThat(config.json().path("future").path("x")).hasSize(2);
            config.json().removeAll();
            assertThat(config.json().has("future")).isTrue();
        }

        @Test
        void isRefusedForACriticalEntryThatThisVersionDoesNotKnow() {
            assertThatThrownBy(() ->
                            RecordConfig.parse(
                                    config("release", ",\"future\":1,\"critical\":[\"future\"]")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("critical");
            assertThat(
                            RecordConfig.parse(
                                            config(
                                                    "release",
                                                    ",\"channel\":\"research\",\"critical\":[\"channel\",\"kind\"]"))
                                    .text("channel"))
                    .hasValue("research");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ",\"parents\":[{\"role\":\"Base\",\"reference\":\"x\",\"holding\":\"holding\"}]",
                    ",\"parents\":[{\"role\":\"base\",\"reference\":\"journal:a:01:x\",\"holding\":\"holding\"}]",
                    ",\"kind\":\"job\""
                })
        void isRefusedWhenItIsNone(String more) {
            assertThatThrownBy(() -> RecordConfig.parse(config("job", more)))
                    .isInstanceOf(RecordException.class);
        }

        @Test
        void isRefusedForAKindOutsideTheTable() {
            assertThatThrownBy(() -> RecordConfig.parse(config("dream", "")))
                    .isInstanceOf(RecordException.class);
        }

        @Test
        void readsTheParentsThatWereWritten() {
            var entry =
                    new Reference.OfEntry(new JournalId("hospital-1/results"), 7, new Digest(SHA));
            var parents =
                    List.of(
                            Parent.holding("base", Reference.to(new Digest(SHA))),
                            Parent.evidential("source", entry).at("hospital-1"));
            var kind = Kinds.standard().named("round");
            var read =
                    RecordConfig.parse(
                            RecordConfig.write(
                                    kind, NOW, "hub", Json.object(), parents, List.of()));
            assertThat(read.parents()).isEqualTo(parents);
            assertThat(read.parent("source").orElseThrow().site()).hasValue("hospital-1");
            assertThat(Reference.parse(entry.text())).isEqualTo(entry);
        }

        @Test
        void doesNotQuoteWhatItCannotRead() {
            assertThatThrownBy(() -> RecordConfig.parse(bytes("{\"name\": Zhang^San}")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageNotContaining("Zhang");
        }
    }

    @Nested
    class ADigest {
        @Test
        void isSha256() {
            // FIPS 180-2, appendix B.1
            assertThat(Digest.of(bytes("abc")).hex())
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "sha256:", "sha512:ab", "sha256:AB", "sha256:../../etc"})
        void isNothingElse(String text) {
            assertThatThrownBy(() -> new Digest(text)).isInstanceOf(IllegalArgumentException.class);
            assertThat(Digest.isDigest(text)).isFalse();
        }
    }
}
