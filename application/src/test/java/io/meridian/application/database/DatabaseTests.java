package io.meridian.application.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTests {
    @TempDir Path folder;

    @Test
    void commitsWhatManyCallersAskForAndKeepsItOverAReopening() throws Exception {
        var file = folder.resolve("test.db");
        try (var database = new Database(file, "migrations/test");
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<?>>();
            for (var number = 0; number < 500; number++) {
                var name = "fact-" + number;
                answers.add(callers.submit(() -> insert(database, name)));
            }
            for (var answer : answers) {
                answer.get();
            }
            assertThat(count(database)).isEqualTo(500);
        }
        try (var database = new Database(file, "migrations/test")) {
            assertThat(count(database)).isEqualTo(500);
        }
    }

    @Test
    void takesBackOnlyTheStatementsOfTheTaskThatFails() throws Exception {
        try (var database = new Database(folder.resolve("test.db"), "migrations/test");
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            insert(database, "fact-7");
            var answers = new ArrayList<Future<?>>();
            for (var number = 0; number < 20; number++) {
                var name = "fact-" + number;
                answers.add(
                        callers.submit(() -> {
                            database.update(jdbc -> {
                                put(jdbc, "extra-" + name);
                                put(jdbc, name);
                            });
                        }));
            }
            var failed = 0;
            for (var answer : answers) {
                try {
                    answer.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    failed++;
                }
            }
            assertThat(failed).isEqualTo(1);
            assertThat(count(database)).isEqualTo(1 + 19 * 2);
        }
    }

    @Test
    void readersCannotWrite() {
        try (var database = new Database(folder.resolve("test.db"), "migrations/test")) {
            assertThatThrownBy(() -> put(database.read(), "fact")).hasMessageContaining("readonly");
        }
    }

    private static void insert(Database database, String name) {
        database.update(jdbc -> put(jdbc, name));
    }

    private static void put(org.springframework.jdbc.core.simple.JdbcClient jdbc, String name) {
        jdbc.sql("INSERT INTO fact(name, value) VALUES (?, 'x')").param(name).update();
    }

    private static int count(Database database) {
        return database.read().sql("SELECT count(*) FROM fact").query(Integer.class).single();
    }
}
