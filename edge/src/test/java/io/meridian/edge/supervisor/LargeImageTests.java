package io.meridian.edge.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.application.process.Ports;
import io.meridian.edge.FakeInference;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clinical side with the options with which the supervisor starts an edge. */
final class LargeImageTests {
    private static final int DETECTOR = 3_880;
    private static final int LARGEST = 5_000;

    @TempDir Path folder;

    private Process start() throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Supervisor.SMALL);
        command.addAll(Supervisor.EDGE_OPTIONS);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hospital.class.getName(),
                        folder.toString()));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("process.log").toFile())
                        .start();
        var ports = new Home(folder).ports();
        Hospital.await("it listens", () -> Files.exists(ports) || !process.isAlive());
        return process;
    }

    /** How many results there are of each state. */
    private Map<String, Integer> states() {
        var url = "jdbc:sqlite:" + new Home(folder).clinicalDatabase();
        var states = new TreeMap<String, Integer>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT state || coalesce(': ' || reason, ''), count(*) FROM result GROUP BY 1")) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getInt(2));
            }
            return states;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void areEvaluatedOrSaidToBeTooLargeAndTheProcessLives() throws Exception {
        var release = Hospital.release("first", "clinical");
        Hospital.prepare(folder, 0);
        try (var inference = new FakeInference(release.release().value())) {
            inference.announce(new Home(folder));
            var process = start();
            try {
                var study = 0;
                for (var side : List.of(DETECTOR, LARGEST, DETECTOR, LARGEST)) {
                    study++;
                    try (var modality =
                            new Modality(Ports.last(new Home(folder).ports(), "dicom"))) {
                        assertThat(modality.send(Radiographs.large(study, side)).status()).isZero();
                    }
                }
                var until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                while (states().values().stream().mapToInt(each -> each).sum() < 4
                        || states().containsKey("pending")) {
                    assertThat(process.isAlive()).as("it lives").isTrue();
                    assertThat(System.nanoTime()).as("in time").isLessThan(until);
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                assertThat(states())
                        .containsEntry("evaluated", 2)
                        .containsEntry(
                                "not-evaluated: the image is too large for this server's memory",
                                2);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
