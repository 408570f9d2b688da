package io.meridian.edge;

import io.meridian.application.process.Ports;
import io.meridian.application.process.StdinWatch;
import io.meridian.artifact.journal.Journal;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.ledger.JournalWatch;
import io.meridian.edge.supervisor.Supervisor;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The edge application. Arguments: {@code --home DIR}. Ends when its standard input ends. */
@SpringBootApplication(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
public class Edge {

    /** Starts an edge in this process; its ports are in {@code ports.json} when this returns. */
    public static ConfigurableApplicationContext start(Path folder) {
        var home = new Home(folder);
        var configuration = EdgeConfiguration.read(home);
        home.create();
        var application = new SpringApplication(Edge.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(
                Map.of(
                        "meridian.home",
                        home.root().toString(),
                        "meridian.logs",
                        home.logs().toString(),
                        "server.address",
                        configuration.bindAddress(),
                        "server.port",
                        Integer.toString(
                                Ports.choose(
                                        configuration.bindAddress(),
                                        configuration.httpPort(),
                                        Ports.last(home.ports(), "http")))));
        return application.run();
    }

    @SuppressWarnings("SystemOut") // the handshake with whoever started this process
    public static void main(String[] arguments) {
        var folder = home(arguments);
        if (folder == null) {
            fail(new StartProblem("usage: Edge --home DIR", Supervisor.CANNOT_START));
            return;
        }
        try {
            var context = start(folder);
            StdinWatch.onEnd(() -> System.exit(SpringApplication.exit(context)));
            JournalWatch.start(context.getBean(Journal.class)::isBroken, () -> System.exit(1));
            System.out.println(context.getBean(Ports.class).readyLine("edge"));
        } catch (RuntimeException e) {
            fail(StartProblem.of(e));
        }
    }

    static @Nullable Path home(String[] arguments) {
        for (var at = 0; at + 1 < arguments.length; at++) {
            if (arguments[at].equals("--home")) {
                return Path.of(arguments[at + 1]);
            }
        }
        return null;
    }

    @SuppressWarnings("SystemOut")
    private static void fail(StartProblem problem) {
        System.err.println("edge: " + problem.sentence());
        System.exit(problem.exitCode());
    }
}
