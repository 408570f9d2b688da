package io.meridian.cli.modality;

import io.meridian.cli.CommandException;
import io.meridian.cli.dicom.DicomFiles;
import io.meridian.cli.dicom.Provider;
import io.meridian.cli.modality.Modality.AssociationRefused;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A simulated modality. */
@Command(
        name = "modality",
        description = "A simulated modality: turn image archives into DICOM files, send files.",
        mixinStandardHelpOptions = true)
public final class ModalityCommand {
    @Command(
            name = "send",
            description = "Send files, and all files below folders, to an edge (C-STORE).",
            mixinStandardHelpOptions = true)
    void send(
            @Mixin Provider provider,
            @Parameters(
                            paramLabel = "PATH",
                            arity = "1..*",
                            description = "DICOM files or folders of them")
                    List<Path> places) {
        var peers = provider.peers();
        var modality =
                new Modality(
                        peers.address().getHostString(),
                        peers.address().getPort(),
                        peers.calledTitle(),
                        peers.callingTitle());
        try {
            var sent = modality.send(DicomFiles.below(places), () -> {});
            System.out.printf("%d acknowledged, %d refused%n", sent.acknowledged(), sent.refused());
            if (sent.refused() > 0) {
                throw new CommandException(
                        "%d objects were refused; keep them and ask the edge's steward"
                                .formatted(sent.refused()));
            }
        } catch (AssociationRefused e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    @Command(
            name = "convert",
            description = {
                "Turn an npz archive in MedMNIST's layout into Secondary Capture files and labels.csv.",
                "Nothing is known about the subjects of such images, so each is a study of its own."
            },
            mixinStandardHelpOptions = true)
    void convert(
            @Parameters(paramLabel = "FILE.npz", description = "the archive") Path npz,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            required = true,
                            description = "an empty or new folder")
                    Path out,
            @Option(
                            names = "--findings",
                            split = ",",
                            paramLabel = "NAME",
                            defaultValue = "normal,pneumonia",
                            description = "what the labels 0 and 1 mean; default: ${DEFAULT-VALUE}")
                    List<String> findings) {
        if (findings.size() != 2) {
            throw new CommandException(
                    "--findings must name two findings, as in normal,pneumonia; it names %d"
                            .formatted(findings.size()));
        }
        Folders.makeEmpty("--out", out);
        var images = new NpzImages(findings.get(0), findings.get(1)).write(npz, out);
        Labels.write(out.resolve(LabelledFolder.LABELS), images);
        System.out.printf("%d objects and %s in %s%n", images.size(), LabelledFolder.LABELS, out);
    }
}
