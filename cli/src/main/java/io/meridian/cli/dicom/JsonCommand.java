package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.json.BulkDataSink;
import io.meridian.dicom.json.BulkDataSource;
import io.meridian.dicom.json.DicomJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Between files and the DICOM JSON model. */
@Command(
        name = "json",
        description = {
            "Print a file in the DICOM JSON model (PS3.18 annex F); identity included. With --out",
            "the other way: a document of that model becomes a DICOM file."
        },
        mixinStandardHelpOptions = true)
final class JsonCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "a DICOM file; a JSON document with --out")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE.dcm",
            description = "the DICOM file to make of the document, explicit little endian")
    private @Nullable Path out;

    @Override
    public void run() {
        if (out == null) {
            print();
        } else {
            make(out);
        }
    }

    private void print() {
        try {
            DicomJson.write(DicomFiles.open(file).dataSet(), System.out, BulkDataSink.NONE);
            System.out.println();
        } catch (IOException e) {
            throw new CommandException("%s cannot be read to its end".formatted(file), e);
        }
    }

    private void make(Path target) {
        try (var json = Files.newInputStream(file)) {
            var dataSet = DicomJson.read(json, Limits.DEFAULT, BulkDataSource.REFUSED);
            Part10.write(object(dataSet), target);
            System.out.printf("%s: %d attributes%n", target, dataSet.size());
        } catch (IOException e) {
            throw new CommandException(
                    "%s cannot be read or %s cannot be written".formatted(file, target), e);
        }
    }

    private static DicomFile object(DataSet dataSet) {
        return DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE);
    }
}
