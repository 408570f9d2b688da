package io.meridian.edge.link;

import io.meridian.application.process.Ports;
import io.meridian.application.process.StdinWatch;
import io.meridian.edge.Edge;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/** The edge as a process of its own that can be killed; only its research zone is not real. */
final class TestEdge {
    private TestEdge() {}

    public static void main(String[] arguments) {
        var home = new Home(Path.of(arguments[0]));
        EdgeConfiguration.read(home);
        home.create();
        var application = new SpringApplication(Edge.class, FakeData.Wiring.class);
        application.setDefaultProperties(
                Map.of(
                        "meridian.home",
                        home.root().toString(),
                        "meridian.logs",
                        home.logs().toString(),
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        Integer.toString(
                                Ports.choose("127.0.0.1", 0, Ports.last(home.ports(), "http")))));
        var context = application.run();
        StdinWatch.onEnd(() -> System.exit(SpringApplication.exit(context)));
        System.out.println(context.getBean(Ports.class).readyLine("edge"));
    }
}
