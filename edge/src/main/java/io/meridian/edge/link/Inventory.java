package io.meridian.edge.link;

import io.meridian.application.database.Database;
import io.meridian.edge.home.EdgeConfiguration;
import java.lang.management.ManagementFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this site can do and how much it holds: names of data sets and counts, nothing of a person.
 */
@Component
final class Inventory {
    private static final String VERSION = "0.1.0";

    private final Database research;
    private final EdgeConfiguration configuration;

    Inventory(Database researchDatabase, EdgeConfiguration configuration) {
        this.research = researchDatabase;
        this.configuration = configuration;
    }

    byte[] json() {
        record Set(String name, String counts) {}
        var root = JsonMapper.shared().createObjectNode();
        root.put("version", VERSION);
        root.put("cores", Runtime.getRuntime().availableProcessors());
        root.put("workerThreads", configuration.workerThreads());
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            root.put("memoryBytes", system.getTotalMemorySize());
        }
        var datasets = root.putObject("datasets");
        research.read()
                .sql(
                        "SELECT name, counts FROM dataset d WHERE number ="
                                + " (SELECT max(number) FROM dataset WHERE name = d.name) ORDER BY name LIMIT 200")
                .query((rs, _) -> new Set(rs.getString(1), rs.getString(2)))
                .list()
                .forEach(each -> {
                    try {
                        datasets.set(each.name(), JsonMapper.shared().readTree(each.counts()));
                    } catch (JacksonException _) {
                        datasets.putObject(each.name());
                    }
                });
        return JsonMapper.shared().writeValueAsBytes(root);
    }
}
