package io.meridian.runtime;

import java.util.List;

/**
 * What a runtime on this machine can do.
 *
 * @param runtime the framework, as {@code libtorch}
 * @param version of the framework
 * @param device where it computes, as {@code cpu}
 * @param chip in words
 * @param threads used when a task names none
 * @param types element types it computes in, by safetensors' names
 * @param kinds of task it runs
 */
public record Capabilities(
        String runtime,
        String version,
        String device,
        String chip,
        int threads,
        List<String> types,
        List<String> kinds) {
    public Capabilities {
        types = List.copyOf(types);
        kinds = List.copyOf(kinds);
    }
}
