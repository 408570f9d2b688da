package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.cli.dicom.StoreUser.Sent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** C-STORE of files and folders. */
@Command(
        name = "send",
        description = "Send files, and all files below folders, to a provider (C-STORE).",
        mixinStandardHelpOptions = true)
final class SendCommand implements Runnable {
    @Mixin private final Provider provider = new Provider();

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "DICOM files or folders of them")
    private List<Path> places = new ArrayList<>();

    @Override
    public void run() {
        var sent = new StoreUser(provider.peers()).send(DicomFiles.below(places), () -> {});
        report(sent);
    }

    /** Says what became of the objects; a refused one makes the command fail. */
    public static void report(Sent sent) {
        System.out.printf("%d acknowledged, %d refused%n", sent.acknowledged(), sent.refused());
        if (sent.refused() > 0) {
            throw new CommandException(
                    "the provider refused %d of %d objects: %s"
                            .formatted(
                                    sent.refused(),
                                    sent.refused() + sent.acknowledged(),
                                    String.join("; ", sent.reasons())));
        }
    }
}
