package io.meridian.artifact.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SubjectKeysTests {
    private static final Subject SUBJECT = new Subject("hospital-1/PLANTED-4711");
    private static final Subject OTHER = new Subject("hospital-1/other");
    private static final String CONTEXT = "study/1";

    @TempDir private Path folder;
    private final MovableClock clock = MovableClock.atNow();

    private SubjectKeys open() {
        return SubjectKeys.open(folder.resolve("keys"), folder.resolve("master"), clock);
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Nested
    class APayload {
        @Test
        void isReadAgainAfterARestart() throws IOException {
            for (var size : new int[] {0, 1, 65_535, 65_536, 65_537, 200_000}) {
                var file = folder.resolve("payload-" + size);
                try (var out = open().encrypt(SUBJECT, file, CONTEXT)) {
                    out.write(random(size));
                    assertThat(file).doesNotExist();
                    out.commit();
                }
                try (var in = open().decrypt(SUBJECT, file, CONTEXT)) {
                    assertThat(in.readAllBytes()).isEqualTo(random(size));
                }
            }
        }

        @Test
        void leavesNothingBehindWhenItIsNotCommitted() throws IOException {
            var file = folder.resolve("payload");
            try (var out = open().encrypt(SUBJECT, file, CONTEXT)) {
                out.write(random(100_000));
            }
            try (var files = Files.list(folder)) {
                assertThat(files.map(each -> each.getFileName().toString()))
                        .containsExactlyInAnyOrder("keys", "master");
            }
        }

        @Test
        void isRefusedWhenItWasChangedCutOrMoved() {
            var keys = open();
            var sealed = keys.encrypt(SUBJECT, random(100_000), CONTEXT);
            for (var at = 0; at < sealed.length; at += 997) {
                var changed = sealed.clone();
                changed[at] ^= 1;
                assertThatThrownBy(() -> keys.decrypt(SUBJECT, changed, CONTEXT))
                        .isInstanceOf(SecretException.class);
            }
            var wholeChunk = 32 + 65_536 + 16;
            for (var kept : new int[] {0, 31, 32, 40, wholeChunk, sealed.length - 1}) {
                var cut = Arrays.copyOf(sealed, kept);
                assertThatThrownBy(() -> keys.decrypt(SUBJECT, cut, CONTEXT))
                        .isInstanceOf(SecretException.class);
            }
            assertThatThrownBy(() -> keys.decrypt(SUBJECT, sealed, "study/2"))
                    .isInstanceOf(SecretException.class);
            keys.encrypt(OTHER, new byte[1], CONTEXT);
            assertThatThrownBy(() -> keys.decrypt(OTHER, sealed, CONTEXT))
                    .isInstanceOf(SecretException.class);
        }
    }

    @Nested
    class Erasure {
        @Test
        void makesEveryPayloadUnreadableForEver() throws IOException {
            var keys = open();
            var sealed = keys.encrypt(SUBJECT, random(1000), CONTEXT);
            var others = keys.encrypt(OTHER, random(1000), CONTEXT);
            var tombstone = keys.erase(SUBJECT);

            for (var each : List.of(keys, open())) {
                assertThatThrownBy(() -> each.decrypt(SUBJECT, sealed, CONTEXT))
                        .isInstanceOfSatisfying(
                                ErasedException.class,
                                e -> assertThat(e.at()).isEqualTo(tombstone.at()));
                assertThatThrownBy(() -> each.encrypt(SUBJECT, random(10), CONTEXT))
                        .isInstanceOf(ErasedException.class);
                assertThat(each.state(SUBJECT))
                        .isEqualTo(new SubjectKeys.State.Erased(tombstone.at()));
                assertThat(each.erase(SUBJECT)).isEqualTo(tombstone);
                assertThat(each.decrypt(OTHER, others, CONTEXT)).isEqualTo(random(1000));
            }
        }

        @Test
        void alsoForbidsAKeyForASubjectThatNeverHadOne() {
            var keys = open();
            assertThat(keys.state(SUBJECT)).isEqualTo(new SubjectKeys.State.Unknown());
            keys.erase(SUBJECT);
            assertThatThrownBy(() -> keys.encrypt(SUBJECT, random(10), CONTEXT))
                    .isInstanceOf(ErasedException.class);
        }

        @Test
        void leavesATombstoneThatNamesNobody() {
            var tombstone = open().erase(SUBJECT);
            var record = Reference.to(Digest.of(random(3)));
            var entry =
                    tombstone.toEntry("hospital-1", List.of(Parent.evidential("erased", record)));
            var config = RecordConfig.parse(entry);
            assertThat(config.kind()).isEqualTo(Tombstone.kind());
            assertThat(config.text("subjectKey")).hasValue(tombstone.key().value());
            assertThat(config.parents()).hasSize(1);
            assertThat(new String(entry, StandardCharsets.UTF_8)).doesNotContain("PLANTED");
        }
    }

    @Test
    void namesNobodyInFilesOrMessages() throws IOException {
        open().encrypt(SUBJECT, random(10), CONTEXT);
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                assertThat(file.toString()).doesNotContain("PLANTED");
                if (Files.isRegularFile(file)) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain("PLANTED");
                }
            }
        }
        assertThat(SUBJECT.toString()).doesNotContain("PLANTED");
    }

    @Test
    void readsNoKeyUnderAnotherMasterKey() throws IOException {
        var sealed = open().encrypt(SUBJECT, random(10), CONTEXT);
        Files.delete(folder.resolve("master"));
        var other = open();
        assertThatThrownBy(() -> other.decrypt(SUBJECT, sealed, CONTEXT))
                .isInstanceOf(SecretException.class);
    }

    @Nested
    class ACommitment {
        @Test
        void isKeyedWithTheSitesSecret() {
            var one = new Commitments(SecretKey.of(new byte[32]));
            var other = new Commitments(SecretKey.generate());
            var digest = Digest.of(random(3));
            assertThat(one.to(digest)).isEqualTo(one.to(digest)).isNotEqualTo(other.to(digest));
            assertThat(one.holds(one.to(digest), digest)).isTrue();
            assertThat(one.holds(one.to(digest), Digest.of(random(4)))).isFalse();
            assertThat(one.to(digest).value()).doesNotContain(digest.hex());
        }

        @Test
        void isMadeWithHmacOfTheStandard() {
            // RFC 4231, test case 2, its key padded with the zeros that RFC 2104 pads it with.
            var key = Arrays.copyOf("Jefe".getBytes(StandardCharsets.US_ASCII), 32);
            assertThat(
                            HexFormat.of()
                                    .formatHex(
                                            SecretKey.of(key)
                                                    .authenticate(
                                                            "what do ya want for nothing?"
                                                                    .getBytes(
                                                                            StandardCharsets
                                                                                    .US_ASCII))))
                    .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        }
    }
}
