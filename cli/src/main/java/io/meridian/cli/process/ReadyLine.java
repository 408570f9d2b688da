package io.meridian.cli.process;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The one line by which a process of the platform says that it is ready and where it listens. */
public final class ReadyLine {
    static final String MARK = "MERIDIAN READY ";

    private ReadyLine() {}

    public static String of(String role, Map<String, Integer> ports) {
        return MARK
                + JsonMapper.shared()
                        .writeValueAsString(
                                new TreeMap<>(
                                        Map.of(
                                                "role",
                                                role,
                                                "ports",
                                                new TreeMap<>(ports),
                                                "pid",
                                                ProcessHandle.current().pid())));
    }
}
