package io.meridian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.identity.EnrolmentToken;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which sites may come in: invitations, and what becomes of a site that was shut out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RevocationTests {
    private TestHub hub;

    @BeforeAll
    void start(@TempDir Path folder) {
        hub = TestHub.create(folder);
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void cutsARevokedSiteOffAndLetsItComeBackWithANewCertificateOnly() throws Exception {
        try (var first = hub.enrol("hospital-7");
                var admin = hub.admin()) {
            first.commit("revoked-data");
            TestHub.await("data", () -> first.acknowledged.contains("commit-revoked-data"));
            var invitation = Map.of("site", "hospital-7");
            assertThat(invited(admin, invitation)).isEqualTo(409);
            assertThat(invited(admin, Map.of("site", "hospital-7", "replace", true)))
                    .isEqualTo(200);
            assertThat(overTls(first)).isEqualTo(200);

            admin.post("/api/v1/sites/hospital-7/revoke", Map.of());

            assertThat(overTls(first)).isEqualTo(403);
            TestHub.await("the stream's end", () -> !state(admin).equals("online"));
            assertThatThrownBy(() -> EnrolmentClient.renew(first.identity, first.transfer.hub()))
                    .hasMessageContaining("may not renew");
            var revoked = java.time.Instant.now();
            TestHub.await(
                    "a later second",
                    () -> java.time.Instant.now().isAfter(revoked.plusSeconds(1)));
            try (var second = hub.enrol("hospital-7")) {
                TestHub.await("the new edge", () -> state(admin).equals("online"));
                assertThat(overTls(second)).isEqualTo(200);
                assertThat(overTls(first)).as("the old certificate").isEqualTo(403);
                var lineage =
                        admin.get(
                                "/api/v1/lineage?reference="
                                        + first.commitment().orElseThrow().value());
                assertThat(lineage.path("state").asString())
                        .as("what the old key signed before")
                        .isEqualTo("verified");
            }
        }
    }

    private static int invited(HubApi admin, Map<String, ?> invitation) {
        return admin.send(
                        "POST",
                        "/api/v1/enrolment-tokens",
                        "application/json",
                        tools.jackson.databind.json.JsonMapper.shared()
                                .writeValueAsBytes(invitation))
                .statusCode();
    }

    private static int overTls(FakeSite site) throws IOException, InterruptedException {
        return site.transfer
                .send(HttpRequest.newBuilder(site.transfer.hub().resolve("/v2/")))
                .statusCode();
    }

    private static String state(HubApi admin) {
        return admin.get("/api/v1/sites")
                .valueStream()
                .filter(site -> site.path("site").asString().equals("hospital-7"))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asString();
    }

    @Test
    void refusesAUsedAForgedAndAnExpiredToken() {
        try (var admin = hub.admin()) {
            var text =
                    admin.post("/api/v1/enrolment-tokens", Map.of("site", "hospital-9"))
                            .path("token")
                            .asString();
            var token = EnrolmentToken.parse(text);
            var first = EnrolmentClient.enrol(token, "ed25519:" + "A".repeat(43) + "=");
            assertThat(first.identity().name()).isEqualTo("hospital-9");
            assertThat(EnrolmentClient.renew(first.identity(), token.hub()).identity().name())
                    .isEqualTo("hospital-9");

            assertThatThrownBy(() -> EnrolmentClient.enrol(token, "ed25519:A"))
                    .hasMessageContaining("used already");
            var answer =
                    admin.send(
                            "POST",
                            "/api/v1/enrolment-tokens",
                            "application/json",
                            "{\"site\":\"Hospital One\"}"
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }
}
