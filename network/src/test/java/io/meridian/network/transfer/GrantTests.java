package io.meridian.network.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.network.NetworkException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTests {
    private static final byte[] KEY = "a key of the hub".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "a key of another".getBytes(StandardCharsets.UTF_8);
    private static final Instant EXPIRES = Instant.parse("2026-11-01T00:00:00Z");
    private static final Grant GRANT =
            new Grant("hospital-1", "hospital-1/update", 1_000_000, EXPIRES);

    @Test
    void isReadBackWhileItIsGood() {
        assertThat(Grant.verify(GRANT.sign(KEY), KEY, EXPIRES)).isEqualTo(GRANT);
    }

    @Test
    void isRefusedWhenItHasExpired() {
        assertThatThrownBy(() -> Grant.verify(GRANT.sign(KEY), KEY, EXPIRES.plusMillis(1)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void isRefusedIfAnotherHubMadeIt() {
        assertThatThrownBy(() -> Grant.verify(GRANT.sign(OTHER), KEY, EXPIRES))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("not of this hub");
    }

    @ParameterizedTest
    @CsvSource({
        "hospital-1|, hospital-2|",
        "/update, /dataset",
        "1000000, 9000000",
        "|1793491200, |1993491200"
    })
    void isRefusedIfAnythingInItWasChanged(String from, String to) {
        var text = GRANT.sign(KEY);
        var dot = text.indexOf('.');
        var content =
                new String(
                        Base64.getUrlDecoder().decode(text.substring(0, dot)),
                        StandardCharsets.UTF_8);
        assertThat(content).contains(from);
        var forged =
                Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        content.replace(from, to).getBytes(StandardCharsets.UTF_8))
                        + text.substring(dot);

        assertThatThrownBy(() -> Grant.verify(forged, KEY, EXPIRES))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("not of this hub");
    }

    @Test
    void isRefusedWhereverOneCharacterIsDamaged() {
        var text = GRANT.sign(KEY);
        for (var at = 0; at < text.length(); at++) {
            var damaged = new StringBuilder(text);
            damaged.setCharAt(at, text.charAt(at) == 'A' ? 'B' : 'A');

            assertThatThrownBy(() -> Grant.verify(damaged.toString(), KEY, EXPIRES))
                    .as("character %d", at)
                    .isInstanceOf(NetworkException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b", "....", "%%%.%%%", "bm9uZQ"})
    void isRefusedIfItIsNone(String text) {
        assertThatThrownBy(() -> Grant.verify(text, KEY, EXPIRES))
                .isInstanceOf(NetworkException.class);
        assertThatThrownBy(() -> Grant.verify(text + "x".repeat(2_000), KEY, EXPIRES))
                .isInstanceOf(NetworkException.class);
    }

    @ParameterizedTest
    @CsvSource({"'a|b', r, 1", "a, 'r|9', 1", "'', r, 1", "a, ' ', 1", "a, r, 0", "a, r, -5"})
    void cannotNameWhatWouldReadDifferently(String site, String repository, long quota) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Grant(site, repository, quota, EXPIRES));
    }
}
