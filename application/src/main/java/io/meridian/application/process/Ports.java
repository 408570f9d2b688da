package io.meridian.application.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ports an application listens on, kept in {@code ports.json} so that others find them and a
 * restart gets them again.
 */
public final class Ports {
    private final Path file;
    private final Map<String, Integer> ports = new ConcurrentSkipListMap<>();

    /** Ports that are kept in this file. */
    public Ports(Path file) {
        this.file = file;
    }

    /** Notes where something listens, on disk too. */
    public synchronized void note(String name, int port) {
        ports.put(name, port);
        try {
            var part = file.resolveSibling("ports.json.part");
            Files.write(part, JsonMapper.shared().writeValueAsBytes(ports));
            Files.move(
                    part,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("ports.json cannot be written", e);
        }
    }

    public Map<String, Integer> all() {
        return new TreeMap<>(ports);
    }

    /** The one line that a process prints when it is ready. */
    public String readyLine(String role) {
        return "MERIDIAN READY "
                + JsonMapper.shared()
                        .writeValueAsString(
                                new TreeMap<>(
                                        Map.of(
                                                "role",
                                                role,
                                                "ports",
                                                all(),
                                                "pid",
                                                ProcessHandle.current().pid())));
    }

    /** The port of the last run, 0 if there was none. */
    public static int last(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        try {
            return JsonMapper.shared().readTree(file.toFile()).path(name).asInt(0);
        } catch (JacksonException e) {
            return 0; // cut off by a crash: any free port is right
        }
    }

    /** The configured port; if that is "any", the last one when it is still free. */
    public static int choose(String address, int configured, int last) {
        if (configured != 0 || last == 0) {
            return configured;
        }
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), last));
            return last;
        } catch (IOException e) {
            return 0;
        }
    }
}
