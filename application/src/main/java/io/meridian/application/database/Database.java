package io.meridian.application.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.meridian.application.ApplicationException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
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
    private volatile boolean broken;

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
            throw new ApplicationException("the database cannot be opened", e);
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
            throw new ApplicationException("interrupted before the database took the change", e);
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
            throw new ApplicationException("the database is closed");
        }
    }

    private void run() {
        var group = new ArrayList<Task<?>>(GROUP);
        try {
            while (!broken && (!closed || !queue.isEmpty())) {
                var first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, GROUP - 1);
                    commit(group);
                    group.clear();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the writer was interrupted and ends", e);
        } finally {
            // Whatever ended the loop, nobody waits for ever: first closed, then the rest is told.
            closed = true;
            queue.drainTo(group);
            group.forEach(task -> refuse(task, null));
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
            answers.forEach(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            rollback();
            group.forEach(task -> refuse(task, e));
        } catch (Throwable e) {
            broken = true;
            LOG.error("the database's writer ends; start again: {}", e.getClass().getName());
            group.forEach(task -> refuse(task, e));
        }
    }

    /** Nothing happens to a task that has its answer. */
    private static void refuse(Task<?> task, @Nullable Throwable why) {
        task.done()
                .completeExceptionally(
                        why == null
                                ? new ApplicationException("the database is closed")
                                : new ApplicationException("the database refused", why));
    }

    private <T> Runnable attempt(Task<T> task) throws SQLException {
        execute("SAVEPOINT task");
        try {
            T value = task.work().apply(writer);
            execute("RELEASE task");
            return () -> task.done().complete(value);
        } catch (Throwable e) { // also a checked one that came unannounced
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
            LOG.debug("rollback without transaction", e);
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
            throw new ApplicationException("the database could not be closed", e);
        }
    }
}
