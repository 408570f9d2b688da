package io.meridian.dicom.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/** Tables in the archive: a row a line, columns parted by tabs, remarks after #. */
public final class ResourceTable {
    private ResourceTable() {}

    /** Reads the rows of a table that lies beside a class. */
    public static void read(Class<?> beside, String name, Consumer<String[]> row) {
        var stream =
                Objects.requireNonNull(
                        beside.getResourceAsStream(name),
                        "the table " + name + " is not in the archive");
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    row.accept(line.split("\t", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
