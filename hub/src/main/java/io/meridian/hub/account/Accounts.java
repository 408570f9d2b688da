package io.meridian.hub.account;

import io.meridian.hub.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The local accounts and their sessions, in the hub's database. Passwords are kept as bcrypt,
 * tokens as SHA-256. Thread-safe.
 */
public final class Accounts {
    static final Duration SESSION = Duration.ofHours(12);
    private static final int FAILURES_ALLOWED = 10;
    private static final Duration FAILURES_COUNT_FOR = Duration.ofMinutes(5);
    private static final int FAILURES_REMEMBERED = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Database database;
    private final Clock clock;
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();
    private final String decoy = encoder.encode(freshPassword());
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    /** A session as its owner gets it; the token is shown once and stored only as a hash. */
    public record Session(String token, Account account, Instant expires) {}

    /** How a login ended. */
    public sealed interface Login {
        record Opened(Session session) implements Login {}

        record Refused() implements Login {}

        record TooManyFailures() implements Login {}
    }

    public Accounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Sixteen letters and digits that are not mistaken for each other: 93 bits. */
    public static String freshPassword() {
        return RANDOM.ints(16, 0, LETTERS.length())
                .mapToObj(at -> String.valueOf(LETTERS.charAt(at)))
                .collect(Collectors.joining());
    }

    /** Adds an account or gives it a new password and roles. */
    public void put(String username, String password, List<Role> roles) {
        var hash = encoder.encode(password);
        var words = roles.stream().map(Role::word).collect(Collectors.joining(","));
        database.update(jdbc -> {
            jdbc.sql(
                            "INSERT INTO account(username, password, roles, created) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT(username) DO UPDATE SET password = excluded.password, roles = excluded.roles")
                    .params(username, hash, words, clock.millis())
                    .update();
            jdbc.sql("DELETE FROM session WHERE username = ?").param(username).update();
        });
    }

    public Login open(String username, String password) {
        if (tooManyFailures(username)) {
            return new Login.TooManyFailures();
        }
        var account = verify(username, password);
        if (account.isEmpty()) {
            return new Login.Refused();
        }
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var expires = clock.instant().plus(SESSION);
        database.update(jdbc -> {
            jdbc.sql("DELETE FROM session WHERE expires < ?").param(clock.millis()).update();
            jdbc.sql("INSERT INTO session(token, username, expires) VALUES (?, ?, ?)")
                    .params(hash(token), username, expires.toEpochMilli())
                    .update();
        });
        return new Login.Opened(new Session(token, account.get(), expires));
    }

    /**
     * The account if the password is its own; for registry clients, which log in at each request.
     */
    public Optional<Account> verify(String username, String password) {
        if (tooManyFailures(username)) {
            return Optional.empty();
        }
        record Row(String password, String roles) {}
        var row =
                database.read()
                        .sql("SELECT password, roles FROM account WHERE username = ?")
                        .param(username)
                        .query((rs, _) -> new Row(rs.getString(1), rs.getString(2)))
                        .optional();
        // The same work whether the name is known or not.
        var matches = encoder.matches(password, row.map(Row::password).orElse(decoy));
        if (row.isEmpty() || !matches) {
            noteFailure(username);
            return Optional.empty();
        }
        return Optional.of(new Account(username, roles(row.get().roles())));
    }

    /** Who presents this token, if its session lives. */
    public Optional<Account> find(String token) {
        return database.read()
                .sql(
                        "SELECT a.username, a.roles FROM session s JOIN account a ON a.username = s.username"
                                + " WHERE s.token = ? AND s.expires > ?")
                .params(hash(token), clock.millis())
                .query((rs, _) -> new Account(rs.getString(1), roles(rs.getString(2))))
                .optional();
    }

    public void close(String token) {
        database.update(jdbc ->
                jdbc.sql("DELETE FROM session WHERE token = ?").param(hash(token)).update());
    }

    private boolean tooManyFailures(String username) {
        synchronized (failures) {
            var known = failures.get(username);
            return known != null
                    && known.count() >= FAILURES_ALLOWED
                    && known.last().plus(FAILURES_COUNT_FOR).isAfter(clock.instant());
        }
    }

    private void noteFailure(String username) {
        synchronized (failures) {
            var now = clock.instant();
            failures.values().removeIf(f -> f.last().plus(FAILURES_COUNT_FOR).isBefore(now));
            if (failures.size() >= FAILURES_REMEMBERED) {
                failures.remove(failures.keySet().iterator().next());
            }
            failures.merge(
                    username, new Failures(1, now), (old, _) -> new Failures(old.count() + 1, now));
        }
    }

    private static List<Role> roles(String words) {
        return Arrays.stream(words.split(",")).map(Role::of).toList();
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
