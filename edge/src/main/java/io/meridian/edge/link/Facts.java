package io.meridian.edge.link;

import io.meridian.application.database.Database;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Small durable facts by name. Thread-safe. */
@Component
final class Facts {
    private final Database database;

    Facts(Database edgeDatabase) {
        this.database = edgeDatabase;
    }

    Optional<String> find(String name) {
        return database.read()
                .sql("SELECT value FROM fact WHERE name = ?")
                .param(name)
                .query((rs, _) -> rs.getString(1))
                .optional();
    }

    long number(String name) {
        return find(name).map(Long::parseLong).orElse(0L);
    }

    void put(String name, String value) {
        database.update(jdbc -> put(jdbc, name, value));
    }

    /** Within someone's transaction. */
    static void put(JdbcClient jdbc, String name, String value) {
        jdbc.sql(
                        "INSERT INTO fact(name, value) VALUES (?, ?)"
                                + " ON CONFLICT(name) DO UPDATE SET value = excluded.value")
                .params(name, value)
                .update();
    }

    void remove(String name) {
        database.update(jdbc -> jdbc.sql("DELETE FROM fact WHERE name = ?").param(name).update());
    }
}
