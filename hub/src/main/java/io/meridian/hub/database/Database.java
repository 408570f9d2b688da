package io.meridian.hub.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.meridian.hub.home.HubException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file: WAL, {@code synchronous=FULL}, readers from a small pool, and one writer thread
 * that commits what several callers ask for in one transaction (group commit). Thread-safe.
 *
 * <p>What {@link #write} returned is on disk. A task that throws takes back its own statements
 * only.
 */
public final class Database implements AutoCloseable {
    private static final int QUEUE = 1_024;
    private static final int GROUP = 64;
    private static final int READERS = 4;

    private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Connection connection;
    private final JdbcClient writer;
    private final HikariDataSource readers;
    private final JdbcClient reader;
    private final Thread thread;
    private volatile boolean closed;

    private record Task<T>(Function<JdbcClient, T> work, CompletableFuture<T> done) {}

    /**
     * Opens the file, makes or migrates its tables.
     *
     * @param migrations folder on the class path, for instance {@code migrations/clinical}
     */
    public Database(Path file, String migrations) {
        var source = new SQLiteDataSource(configuration());
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:" + migrations)
                .loggers("slf4j")
                .load()
                .migrate();
        try {
            connection = source.getConnection();
        } catch (SQLException e) {
            throw new HubException("the database cannot be opened", e);
        }
        writer = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        var pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setPoolName(file.getFileName().toString());
        pool.setConnectionInitSql("PRAGMA query_only=1");
        readers = new HikariDataSource(pool);
        reader = JdbcClient.create(readers);
        thread = Thread.ofPlatform().name("writer " + file.getFileName()).start(this::run);
    }

    private static SQLiteConfig configuration() {
        var configuration = new SQLiteConfig();
        configuration.setJournalMode(SQLiteConfig.JournalMode.WAL);
        configuration.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        configuration.enforceForeignKeys(true);
        configuration.setBusyTimeout(10_000);
        configuration.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // Deleted rows leave nothing behind in free pages.
        configuration.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        return configuration;
    }

    /** For queries only; sees everything committed. */
    public JdbcClient read() {
        return reader;
    }

    /** Runs the statements in a transaction and returns when it is synced to disk. */
    public <T extends @Nullable Object> T write(Function<JdbcClient, T> work) {
        var task = new Task<>(work, new CompletableFuture<T>());
        try {
            while (!queue.offer(task, 1, TimeUnit.SECONDS)) {
                requireOpen();
            }
            requireOpen();
            return task.done().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted before the database took the change", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                cause.addSuppressed(e);
                throw cause;
            }
            throw e;
        }
    }

    /** As {@link #write}, for work without an answer. */
    public void update(java.util.function.Consumer<JdbcClient> work) {
        write(jdbc -> {
            work.accept(jdbc);
            return Boolean.TRUE;
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new HubException("the database is closed");
        }
    }

    private void run() {
        var group = new ArrayList<Task<?>>(GROUP);
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, GROUP - 1);
                commit(group);
            } catch (InterruptedException e) {
                closed = true;
            } finally {
                group.clear();
            }
        }
        for (var left = queue.poll(); left != null; left = queue.poll()) {
            left.done().completeExceptionally(new HubException("the database is closed"));
        }
    }

    private void commit(List<Task<?>> group) {
        var answers = new ArrayList<Runnable>(group.size());
        try {
            execute("BEGIN IMMEDIATE");
            for (var task : group) {
                answers.add(attempt(task));
            }
            execute("COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollback();
            for (var task : group) {
                task.done().completeExceptionally(new HubException("the database refused", e));
            }
            return;
        }
        answers.forEach(Runnable::run);
    }

    private <T> Runnable attempt(Task<T> task) throws SQLException {
        execute("SAVEPOINT task");
        try {
            T value = task.work().apply(writer);
            execute("RELEASE task");
            return () -> task.done().complete(value);
        } catch (RuntimeException | Error e) {
            execute("ROLLBACK TO task");
            execute("RELEASE task");
            return () -> task.done().completeExceptionally(e);
        }
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // No transaction was open: BEGIN itself had failed, which is what the callers are told.
            org.slf4j.LoggerFactory.getLogger(Database.class)
                    .debug("rollback without transaction", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(10_000);
            readers.close();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new HubException("the database could not be closed", e);
        }
    }
}
