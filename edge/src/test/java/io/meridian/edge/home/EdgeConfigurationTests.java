package io.meridian.edge.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeConfigurationTests {
    @TempDir Path folder;

    private EdgeConfiguration read(String more) throws IOException {
        Files.writeString(
                folder.resolve("edge.yaml"),
                """
                site: hospital-1
                title: Hospital 1
                httpPort: 0
                quietPeriodMillis: 5000
                dicom: {port: 0, aeTitle: MERIDIAN, accept: []}
                """
                        + more);
        return EdgeConfiguration.read(new Home(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "edge.example", "127.0.0.1.example"})
    void refusesToSpeakPlainHttpBeyondLoopback(String address) throws IOException {
        assertThatThrownBy(() -> read("httpAddress: \"%s\"\n".formatted(address)))
                .isInstanceOf(EdgeException.class)
                .hasMessageContaining("behindProxy");
        assertThat(
                        read("httpAddress: \"%s\"\nbehindProxy: true\n".formatted(address))
                                .bindAddress())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void loopbackNeedsNoProxy(String address) throws IOException {
        assertThat(read("httpAddress: \"%s\"\n".formatted(address)).bindAddress())
                .isEqualTo(address);
    }

    @Test
    void isLoopbackWithoutAnAddress() throws IOException {
        assertThat(read("").bindAddress()).isEqualTo("127.0.0.1");
    }
}
