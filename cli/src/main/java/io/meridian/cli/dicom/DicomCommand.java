package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DicomException;
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
        description = "Look into DICOM files; store, query and retrieve over the network.",
        subcommands = {
            DumpCommand.class,
            JsonCommand.class,
            ConformanceCommand.class,
            RenderCommand.class,
            SendCommand.class,
            ReceiveCommand.class,
            EchoCommand.class,
            FindCommand.class,
            MoveCommand.class,
            GetCommand.class
        },
        mixinStandardHelpOptions = true)
public final class DicomCommand {
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
        var object = DicomFiles.open(file);
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
