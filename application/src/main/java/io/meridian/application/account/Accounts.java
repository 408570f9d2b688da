package io.meridian.application.account;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The local accounts and their sessions, in the application's database. Passwords are kept as
 * bcrypt, tokens as SHA-256. Thread-safe.
 */
public final class Accounts {
    static final Duration SESSION = Duration.ofHours(12);
    private static final int FAILURES_ALLOWED = 10;
    private static final Duration FAILURES_COUNT_FOR = Duration.ofMinutes(5);
    private static final int FAILURES_REMEMBERED = 1_000;
    private static final int LONGEST_NAME = 128;

    /** A password takes a tenth of a second of one core on purpose; more at once stop the rest. */
    private static final int CHECKS_AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Database database;
    private final Clock clock;
    private final Function<String, AccountRole> roleOf;
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();
    private final String decoy = encoder.encode(freshPassword());
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE);
    private final Map<Guesser, Failures> failures = new LinkedHashMap<>();

    /** Whoever fails locks out this name for the own address only. */
    private record Guesser(String address, String username) {}

    private record Failures(int count, Instant last) {}

    /** A session as its owner gets it; the token is shown once and stored only as a hash. */
    public record Session(String token, Account account, Instant expires) {}

    /** How a login ended. */
    public sealed interface Login {
        record Opened(Session session) implements Login {}

        record Refused() implements Login {}

        /** This name failed too often from this address. */
        record TooManyFailures() implements Login {}

        /** Too many others log in at this moment. */
        record Busy() implements Login {}
    }

    /** What became of a name and a password. */
    public sealed interface Check {
        record Right(Account account) implements Check {}

        record Wrong() implements Check {}

        record Locked() implements Check {}

        record Busy() implements Check {}
    }

    /**
     * The accounts of an application.
     *
     * @param database has the tables {@code account} and {@code session}
     * @param roles by constant, such as {@code Role::valueOf}
     */
    public Accounts(Database database, Clock clock, Function<String, AccountRole> roles) {
        this.database = database;
        this.clock = clock;
        this.roleOf = roles;
    }

    /** Sixteen letters and digits that are not mistaken for each other: 93 bits. */
    public static String freshPassword() {
        return RANDOM.ints(16, 0, LETTERS.length())
                .mapToObj(at -> String.valueOf(LETTERS.charAt(at)))
                .collect(Collectors.joining());
    }

    /** Adds an account or gives it a new password and roles. */
    public void put(String username, String password, List<? extends AccountRole> roles) {
        var hash = encoder.encode(password);
        var words = roles.stream().map(AccountRole::word).collect(Collectors.joining(","));
        database.update(jdbc -> {
            jdbc.sql(
                            "INSERT INTO account(username, password, roles, created) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT(username) DO UPDATE SET password = excluded.password, roles = excluded.roles")
                    .params(username, hash, words, clock.millis())
                    .update();
            jdbc.sql("DELETE FROM session WHERE username = ?").param(username).update();
        });
    }

    public Login open(String address, String username, String password) {
        return switch (check(address, username, password)) {
            case Check.Right(var account) -> new Login.Opened(session(account));
            case Check.Wrong() -> new Login.Refused();
            case Check.Locked() -> new Login.TooManyFailures();
            case Check.Busy() -> new Login.Busy();
        };
    }

    private Session session(Account account) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var expires = clock.instant().plus(SESSION);
        database.update(jdbc -> {
            jdbc.sql("DELETE FROM session WHERE expires < ?").param(clock.millis()).update();
            jdbc.sql("INSERT INTO session(token, username, expires) VALUES (?, ?, ?)")
                    .params(hash(token), account.username(), expires.toEpochMilli())
                    .update();
        });
        return new Session(token, account, expires);
    }

    /** Whose name and password these are; for registry clients, which log in at each request. */
    public Check check(String address, String username, String password) {
        var guesser = new Guesser(address, username);
        if (username.length() > LONGEST_NAME) {
            return new Check.Wrong();
        }
        // Counted before it is judged, so that guesses at the same time count each other.
        if (!mayTry(guesser)) {
            return new Check.Locked();
        }
        record Row(String password, String roles) {}
        var row =
                database.read()
                        .sql("SELECT password, roles FROM account WHERE username = ?")
                        .param(username)
                        .query((rs, _) -> new Row(rs.getString(1), rs.getString(2)))
                        .optional();
        // The same work whether the name is known or not.
        var matches = matches(password, row.map(Row::password).orElse(decoy));
        if (matches.isEmpty()) {
            forgive(guesser);
            return new Check.Busy();
        }
        if (row.isEmpty() || !matches.get()) {
            return new Check.Wrong();
        }
        synchronized (failures) {
            failures.remove(guesser);
        }
        return new Check.Right(new Account(username, roles(row.get().roles())));
    }

    /** Empty if no core was free for it in time. */
    private Optional<Boolean> matches(String password, String hash) {
        try {
            if (!checks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(encoder.matches(password, hash));
        } finally {
            checks.release();
        }
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

    private boolean mayTry(Guesser guesser) {
        synchronized (failures) {
            var now = clock.instant();
            failures.values().removeIf(f -> f.last().plus(FAILURES_COUNT_FOR).isBefore(now));
            var known = failures.get(guesser);
            if (known != null && known.count() >= FAILURES_ALLOWED) {
                return false;
            }
            if (known == null && failures.size() >= FAILURES_REMEMBERED) {
                failures.remove(failures.keySet().iterator().next());
            }
            failures.put(guesser, new Failures(known == null ? 1 : known.count() + 1, now));
            return true;
        }
    }

    /** Nothing was tried. */
    private void forgive(Guesser guesser) {
        synchronized (failures) {
            failures.computeIfPresent(
                    guesser,
                    (_, old) -> old.count() < 2 ? null : new Failures(old.count() - 1, old.last()));
        }
    }

    private List<AccountRole> roles(String words) {
        return Arrays.stream(words.split(","))
                .map(word -> roleOf.apply(word.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static String hash(String token) {
        return Digest.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
