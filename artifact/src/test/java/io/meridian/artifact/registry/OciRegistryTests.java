package io.meridian.artifact.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class OciRegistryTests {
    @Test
    void refusesAClientThatFollowsRedirectsItself() {
        try (var follows =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()) {
            var wrong = OciRegistry.at(URI.create("http://127.0.0.1:1"), follows);

            assertThatThrownBy(() -> wrong.repository("a/b"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void doesNotTellAPassword() {
        assertThat(new Login.Basic("edge", "hush").toString()).doesNotContain("hush");
        assertThat(new Login.Bearer("hush").toString()).doesNotContain("hush");
    }
}
