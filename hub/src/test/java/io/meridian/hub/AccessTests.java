package io.meridian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.application.account.Accounts;
import io.meridian.hub.account.Role;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people may do after they logged in, and how they log in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AccessTests {
    private static final List<Role> ALL = List.of(Role.values());
    private static final List<Role> DEVELOPERS = List.of(Role.ADMIN, Role.DEVELOPER);
    private static final List<Role> OPERATORS = List.of(Role.ADMIN, Role.OPERATOR);

    private TestHub hub;

    private record Rule(String method, String path, List<Role> allowed) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule("GET", "/api/v1/status", ALL),
                    new Rule("GET", "/api/v1/sites", ALL),
                    new Rule("GET", "/api/v1/datasets", ALL),
                    new Rule("GET", "/api/v1/jobs", ALL),
                    new Rule("GET", "/api/v1/jobs/none", ALL),
                    new Rule("GET", "/api/v1/packages", ALL),
                    new Rule("GET", "/api/v1/packages/none", ALL),
                    new Rule("GET", "/api/v1/validations/none", ALL),
                    new Rule("GET", "/api/v1/reports/none", ALL),
                    new Rule("GET", "/api/v1/reports/none/html", ALL),
                    new Rule("GET", "/api/v1/releases", ALL),
                    new Rule("GET", "/api/v1/results/summary", ALL),
                    new Rule("GET", "/api/v1/lineage?reference=sha256:none", ALL),
                    new Rule("GET", "/v2/", ALL),
                    new Rule("POST", "/api/v1/enrolment-tokens", OPERATORS),
                    new Rule("POST", "/api/v1/sites/none/revoke", OPERATORS),
                    new Rule("POST", "/api/v1/jobs", DEVELOPERS),
                    new Rule("POST", "/api/v1/jobs/none/cancel", DEVELOPERS),
                    new Rule("POST", "/api/v1/validations", DEVELOPERS),
                    new Rule("POST", "/api/v1/releases", OPERATORS),
                    new Rule("POST", "/v2/x/blobs/uploads/", DEVELOPERS),
                    new Rule("PUT", "/api/v1/status", List.of()),
                    new Rule("GET", "/actuator/env", List.of()));

    @BeforeAll
    void start(@TempDir Path folder) {
        hub = TestHub.create(folder);
        for (var role : Role.values()) {
            hub.bean(Accounts.class).put(role.word() + "-1", TestHub.PASSWORD, List.of(role));
        }
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void givesEachRoleWhatTheTableSaysAndNothingElse() {
        var softly = new SoftAssertions();
        try (var nobody = new HubApi(hub.port("http"), null);
                var forged = new HubApi(hub.port("http"), "forged")) {
            for (var rule : RULES) {
                softly.assertThat(status(nobody, rule)).as("no token: %s", rule).isEqualTo(401);
                softly.assertThat(status(forged, rule)).as("forged: %s", rule).isEqualTo(401);
            }
        }
        for (var role : Role.values()) {
            try (var person =
                    HubApi.login(hub.port("http"), role.word() + "-1", TestHub.PASSWORD)) {
                for (var rule : RULES) {
                    var status = status(person, rule);
                    if (rule.allowed().contains(role)) {
                        softly.assertThat(status).as("%s %s", role, rule).isNotIn(401, 403);
                    } else {
                        softly.assertThat(status).as("%s %s", role, rule).isEqualTo(403);
                    }
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void limitsWhatARequestBringsBeforeAnyoneLoggedIn() throws Exception {
        try (var nobody = new HubApi(hub.port("http"), null)) {
            var big = new byte[(64 << 10) + 1];
            assertThat(nobody.send("POST", "/api/v1/session", "application/json", big).statusCode())
                    .isEqualTo(413);
            var unstated =
                    HttpRequest.newBuilder(nobody.base().resolve("/api/v1/session"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofInputStream(() ->
                                            new java.io.ByteArrayInputStream(
                                                    "{\"username\":\"%s\"}"
                                                            .formatted("a".repeat(1 << 17))
                                                            .getBytes(
                                                                    java.nio.charset
                                                                            .StandardCharsets
                                                                            .UTF_8))));
            assertThat(nobody.send(unstated).statusCode()).isEqualTo(413);
        }
        try (var admin = hub.admin()) {
            assertThat(
                            admin.send(
                                            "POST",
                                            "/api/v1/releases",
                                            "application/json",
                                            new byte[(1 << 20) + 1])
                                    .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void takesANameAndAPasswordFromRegistryClientsOnly() {
        var pair =
                Base64.getEncoder()
                        .encodeToString(
                                ("admin:" + TestHub.PASSWORD)
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var browser = new HubApi(hub.port("http"), null)) {
            for (var path : List.of("/api/v1/jobs", "/api/v1/status")) {
                assertThat(browser.send(basic(browser, path, pair)).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(browser.send(basic(browser, "/v2/", pair)).statusCode()).isEqualTo(200);
        }
        try (var admin = hub.admin()) {
            assertThat(
                            admin.send("POST", "/api/v1/jobs", "text/plain", new byte[] {'a'})
                                    .statusCode())
                    .isEqualTo(415);
        }
    }

    private static HttpRequest.Builder basic(HubApi api, String path, String pair) {
        return HttpRequest.newBuilder(api.base().resolve(path))
                .header("Authorization", "Basic " + pair);
    }

    @Test
    void letsNoMoreGuessesThroughWhenTheyComeAtTheSameTime() throws Exception {
        var accounts = hub.bean(Accounts.class);
        accounts.put("guessed-1", TestHub.PASSWORD, List.of(Role.AUDITOR));
        try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Accounts.Login>>();
            for (var guess = 0; guess < 30; guess++) {
                var password = "guess-" + guess;
                answers.add(
                        guessers.submit(() -> accounts.open("192.0.2.1", "guessed-1", password)));
            }
            var judged = 0;
            for (var answer : answers) {
                judged += answer.get() instanceof Accounts.Login.Refused ? 1 : 0;
            }
            assertThat(judged).isBetween(1, 10);
        }
        for (var more = 0; more < 10; more++) {
            accounts.open("192.0.2.1", "guessed-1", "wrong");
        }
        assertThat(accounts.open("192.0.2.1", "guessed-1", TestHub.PASSWORD))
                .isInstanceOf(Accounts.Login.TooManyFailures.class);
        assertThat(accounts.open("192.0.2.2", "guessed-1", TestHub.PASSWORD))
                .as("another address is not locked out")
                .isInstanceOf(Accounts.Login.Opened.class);
    }

    @Test
    void notesFailedLoginsOnceAMinuteHoweverManyThereAre() {
        var journal = hub.bean(io.meridian.artifact.journal.Journal.class);
        var before = journal.head().head().size();
        try (var nobody = new HubApi(hub.port("http"), null)) {
            for (var attempt = 0; attempt < 5; attempt++) {
                nobody.send(
                        "POST",
                        "/api/v1/session",
                        "application/json",
                        "{\"username\":\"nobody\",\"password\":\"x\"}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        assertThat(journal.head().head().size() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void endsASessionWhenItsOwnerLogsOut() {
        try (var person = HubApi.login(hub.port("http"), "auditor-1", TestHub.PASSWORD)) {
            assertThat(
                            person.send("DELETE", "/api/v1/session", "text/plain", new byte[0])
                                    .statusCode())
                    .isEqualTo(204);
            assertThat(person.send("GET", "/api/v1/status", "text/plain", new byte[0]).statusCode())
                    .isEqualTo(401);
        }
    }

    private static int status(HubApi api, Rule rule) {
        var type = rule.path().equals("/api/v1/jobs") ? "application/yaml" : "application/json";
        return api.send(
                        rule.method(),
                        rule.path(),
                        type,
                        rule.method().equals("GET")
                                ? new byte[0]
                                : "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .statusCode();
    }
}
