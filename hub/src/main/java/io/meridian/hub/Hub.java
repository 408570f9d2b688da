package io.meridian.hub;

import io.meridian.application.ApplicationException;
import io.meridian.application.process.Ports;
import io.meridian.application.process.StdinWatch;
import io.meridian.artifact.ArtifactException;
import io.meridian.hub.home.Home;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.network.NetworkException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** The hub application. Arguments: {@code --home DIR}. Ends when its standard input ends. */
@SpringBootApplication(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
public class Hub {
    private static final String LOOPBACK = "127.0.0.1";

    /** Starts a hub in this process; its ports are in {@code ports.json} when this returns. */
    public static ConfigurableApplicationContext start(Path folder) {
        var home = new Home(folder);
        var configuration = HubConfiguration.read(home);
        home.create();
        var application = new SpringApplication(Hub.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setRegisterShutdownHook(true);
        application.setDefaultProperties(
                Map.of(
                        "meridian.home",
                        home.root().toString(),
                        "meridian.logs",
                        home.logs().toString(),
                        "server.address",
                        LOOPBACK,
                        "server.port",
                        Integer.toString(
                                Ports.choose(
                                        LOOPBACK,
                                        configuration.httpPort(),
                                        Ports.last(home.ports(), "http")))));
        return application.run();
    }

    @SuppressWarnings("SystemOut") // the handshake with whoever started this process
    public static void main(String[] arguments) {
        var folder = home(arguments);
        if (folder == null) {
            fail("usage: Hub --home DIR");
            return;
        }
        try {
            var context = start(folder);
            StdinWatch.onEnd(() -> System.exit(SpringApplication.exit(context)));
            System.out.println(context.getBean(Ports.class).readyLine("hub"));
        } catch (ApplicationException e) {
            fail(e.getMessage());
        } catch (RuntimeException e) {
            fail(reason(e));
        }
    }

    /**
     * One sentence instead of a stack; the log has the rest. The innermost known cause says most.
     */
    private static String reason(Throwable problem) {
        var sentence =
                "the hub could not start: %s; its log says more".formatted(problem.getMessage());
        for (var each = problem; each != null; each = each.getCause()) {
            sentence =
                    switch (each) {
                        case PortInUseException inUse -> portInUse(inUse.getPort());
                        case ConnectorStartFailedException failed -> portInUse(failed.getPort());
                        case ApplicationException known -> String.valueOf(known.getMessage());
                        case ArtifactException known -> String.valueOf(known.getMessage());
                        case NetworkException known -> String.valueOf(known.getMessage());
                        default -> sentence;
                    };
        }
        return sentence;
    }

    private static String portInUse(int port) {
        return "port %d is in use; choose another in hub.yaml".formatted(port);
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
    private static void fail(@Nullable String message) {
        System.err.println("hub: " + message);
        System.exit(1);
    }
}
