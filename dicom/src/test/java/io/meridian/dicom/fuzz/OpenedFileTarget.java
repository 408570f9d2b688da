package io.meridian.dicom.fuzz;

import io.meridian.dicom.DicomException;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.fuzz.Probe.BoundBroken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file whose large values stay where they are: what it holds is what memory would hold. */
final class OpenedFileTarget implements FuzzTarget {
    private @Nullable Path file;

    @Override
    public String name() {
        return "opened-file";
    }

    @Override
    public void run(byte[] input) throws IOException {
        var path = Files.write(file(), input);
        var inMemory = refusedOrRead(() -> Part10.read(input));
        var inFile = refusedOrRead(() -> Part10.open(path));
        if ((inMemory == null) != (inFile == null)) {
            throw new BoundBroken("only one of a file and its copy in memory is refused");
        }
        if (inMemory != null && inFile != null) {
            if (!inFile.dataSet().equals(inMemory.dataSet())) {
                throw new BoundBroken("a file and its copy in memory must hold the same");
            }
            var streamed = new ByteArrayOutputStream();
            Part10.write(inFile, streamed);
            if (!Arrays.equals(streamed.toByteArray(), Part10.bytes(inMemory))) {
                throw new BoundBroken("a file and its copy in memory must be written the same");
            }
        }
    }

    private interface Source {
        DicomFile read() throws IOException;
    }

    private static @Nullable DicomFile refusedOrRead(Source source) throws IOException {
        try {
            return source.read();
        } catch (DicomException _) {
            return null;
        }
    }

    /** One that is written again and again, removed in the end. */
    private synchronized Path file() {
        if (file == null) {
            try {
                file = Files.createTempFile("fuzz-", ".dcm");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            file.toFile().deleteOnExit();
        }
        return file;
    }

    @Override
    public long allowance(byte[] input) {
        return (16 << 20) + 4_000L * input.length;
    }

    /** One of them has a value that is long enough to stay in the file. */
    @Override
    public List<byte[]> seeds() {
        var seeds = new java.util.ArrayList<>(new PartTenTarget().seeds());
        seeds.add(Seeds.large());
        return seeds;
    }

    @Override
    public List<byte[]> realSeeds() throws IOException {
        return Seeds.realFiles(8_000);
    }
}
