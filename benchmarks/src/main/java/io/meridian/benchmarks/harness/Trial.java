package io.meridian.benchmarks.harness;

import java.io.IOException;
import java.util.List;

/**
 * A prepared benchmark; closing it ends the programs that it started.
 *
 * @param notes what the reader of its figures must know, beyond the documentation
 */
public record Trial(List<Case> cases, List<String> notes, Resources resources)
        implements AutoCloseable {
    public Trial {
        cases = List.copyOf(cases);
        notes = List.copyOf(notes);
    }

    @Override
    public void close() throws IOException {
        resources.close();
    }
}
