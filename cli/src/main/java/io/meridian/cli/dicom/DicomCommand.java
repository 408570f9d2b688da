package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.dump.Dump;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.pixels.Frames;
import io.meridian.dicom.pixels.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** DICOM files and DICOM over the network. */
@Command(
        name = "dicom",
        description = "Look into DICOM files; send, receive and echo over the network.",
        subcommands = {SendCommand.class, ReceiveCommand.class, EchoCommand.class},
        mixinStandardHelpOptions = true)
public final class DicomCommand {
    @Command(
            name = "dump",
            description = "Print what is in a file, one line an attribute; identity included.",
            mixinStandardHelpOptions = true)
    void dump(@Parameters(paramLabel = "FILE", description = "a DICOM file") Path file) {
        System.out.print(Dump.text(DicomFiles.read(file)));
    }

    @Command(
            name = "json",
            description = "Print a file in the DICOM JSON model (PS3.18 F.2); identity included.",
            mixinStandardHelpOptions = true)
    void json(@Parameters(paramLabel = "FILE", description = "a DICOM file") Path file) {
        System.out.println(DicomJson.text(DicomFiles.read(file).dataSet()));
    }

    @Command(
            name = "pixels",
            description = "Write the stored values as npy: frames x rows x columns x samples.",
            mixinStandardHelpOptions = true)
    void pixels(
            @Parameters(paramLabel = "FILE", description = "a DICOM file") Path file,
            @Option(
                            names = "--out",
                            paramLabel = "FILE.npy",
                            required = true,
                            description = "the NumPy file to write")
                    Path out) {
        var object = DicomFiles.read(file);
        try {
            var frames = Frames.of(object);
            NpyWriter.write(frames, out);
            System.out.println(out + ": " + frames.type().numpy() + " " + NpyWriter.shape(frames));
        } catch (IOException e) {
            throw new CommandException("%s cannot be written".formatted(out), e);
        } catch (DicomException e) {
            throw new CommandException(
                    "the pixels of %s cannot be decoded: %s".formatted(file, e.getMessage()), e);
        }
    }
}
