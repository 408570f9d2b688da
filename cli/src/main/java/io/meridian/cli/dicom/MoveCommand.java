package io.meridian.cli.dicom;

import io.meridian.dicom.network.query.QueryUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** C-MOVE. */
@Command(
        name = "move",
        description = "Have a provider send objects to an application entity it knows (C-MOVE).",
        mixinStandardHelpOptions = true)
final class MoveCommand implements Runnable {
    @Mixin private final Provider provider = new Provider();
    @Mixin private final Query query = new Query();

    @Option(
            names = "--destination",
            paramLabel = "AE",
            required = true,
            description = "title of the application entity that receives")
    private String destination = "";

    @Override
    public void run() {
        Provider.title("--destination", destination);
        try (var association =
                provider.open(request -> request.propose(query.model().moveClass()))) {
            Retrieval.report(
                    new QueryUser(association, query.model())
                            .move(query.identifier(), destination, Retrieval::progress));
        }
    }
}
