package io.meridian.hub;

import static io.meridian.hub.FederationTests.finished;
import static io.meridian.hub.FederationTests.job;
import static io.meridian.hub.FederationTests.prepare;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KillTests {
    @TempDir Path folder;

    @Test
    void finishesTheJobAfterBeingKilledBetweenAndDuringRounds() throws Exception {
        TestHub.make(folder);
        var first = start();
        var port = port(first);
        String id;
        try (var admin = HubApi.login(port, "admin", TestHub.PASSWORD);
                var one = FakeSite.enrol(token(admin, "hospital-1"));
                var two = FakeSite.enrol(token(admin, "hospital-2"))) {
            prepare(admin, one, two);
            two.silent = true;
            id = admin.submit(job(3, 2, "fedavg"));
            // One update is in, the other is not: the round is open.
            TestHub.await(
                    "the first update",
                    () -> admin.get("/api/v1/jobs/" + id).toString().contains("\"accepted\""));
            first.process().destroyForcibly().waitFor();
            two.silent = false;
            var second = start();
            try (var again = HubApi.login(port(second), "admin", TestHub.PASSWORD)) {
                var before = again.get("/api/v1/jobs/" + id).path("rounds").get(0);
                assertThat(before.toString()).contains("\"accepted\"");
                assertThat(before.path("seconds").asDouble())
                        .as("an open round has run since it was opened")
                        .isBetween(0.0, 600.0);
                TestHub.await(
                        "the second round",
                        () -> again.get("/api/v1/jobs/" + id).path("rounds").size() >= 2);
            }
            second.process().destroyForcibly().waitFor();
            var third = start();
            try (var last = HubApi.login(port(third), "admin", TestHub.PASSWORD)) {
                var done = finished(last, id);
                assertThat(done.path("rounds")).hasSize(3);
                assertThat(one.trained.values()).as("no task was trained twice").containsOnly(1);
            } finally {
                third.process().destroy();
            }
        }
    }

    private record Running(Process process, JsonNode ready) {}

    private Running start() throws IOException {
        var process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "io.meridian.hub.Hub",
                                        "--home",
                                        folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var line =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        assertThat(line).startsWith("MERIDIAN READY ");
        return new Running(
                process, JsonMapper.shared().readTree(line.substring("MERIDIAN READY ".length())));
    }

    private static int port(Running hub) {
        return hub.ready().path("ports").path("http").asInt();
    }

    private static String token(HubApi admin, String site) {
        return admin.post("/api/v1/enrolment-tokens", Map.of("site", site))
                .path("token")
                .asString();
    }
}
