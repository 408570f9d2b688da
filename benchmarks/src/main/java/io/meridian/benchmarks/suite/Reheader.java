package io.meridian.benchmarks.suite;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Gives a file another patient, in a process of its own: once for each line that it is sent, which
 * it answers with the seconds that it took.
 */
public final class Reheader {
    private Reheader() {}

    /** Arguments: the file and where the other one goes. */
    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            long begin = System.nanoTime();
            rehead(source, target);
            System.out.println((System.nanoTime() - begin) / 1e9);
        }
    }

    static void rehead(Path source, Path target) throws IOException {
        var file = Part10.open(source);
        var dataSet =
                file.dataSet().toBuilder()
                        .text(Tags.PatientName, "New^Name")
                        .text(Tags.PatientID, "N1")
                        .build();
        Part10.write(
                new DicomFile(file.meta(), file.transferSyntax(), dataSet, file.warnings()),
                target);
    }
}
