package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.dump.Dump;
import io.meridian.dicom.dump.DumpOptions;
import io.meridian.dicom.json.BulkDataSink;
import io.meridian.dicom.json.DicomJson;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.query.FindResult;
import io.meridian.dicom.network.query.QueryUser;
import io.meridian.dicom.network.query.WorklistService;
import io.meridian.dicom.network.query.WorklistUser;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** C-FIND. */
@Command(
        name = "find",
        description = "Ask a provider what it has (C-FIND); identity included.",
        mixinStandardHelpOptions = true)
final class FindCommand implements Runnable {
    @Mixin private final Provider provider = new Provider();
    @Mixin private final Query query = new Query();

    @Option(names = "--worklist", description = "the modality worklist instead of stored objects")
    private boolean worklist;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "most matches; default: ${DEFAULT-VALUE}")
    private int limit = 1000;

    @Option(names = "--json", description = "as one document of the DICOM JSON model")
    private boolean json;

    @Override
    public void run() {
        var sopClass = worklist ? WorklistService.SOP_CLASS : query.model().findClass();
        try (var association = provider.open(request -> request.propose(sopClass))) {
            print(find(association));
        } catch (IOException e) {
            throw new CommandException("what was found cannot be printed", e);
        }
    }

    private FindResult find(Association association) {
        return worklist
                ? WorklistUser.find(association, query.keys(), limit)
                : new QueryUser(association, query.model()).find(query.identifier(), limit);
    }

    private void print(FindResult found) throws IOException {
        if (found.status().isFailure()) {
            throw new CommandException(
                    "the provider answered with status %s".formatted(found.status()));
        }
        if (json) {
            DicomJson.writeAll(found.matches(), System.out, BulkDataSink.NONE);
            System.out.println();
        } else {
            var number = 0;
            for (var match : found.matches()) {
                System.out.println("# match " + ++number);
                Dump.write(match, TransferSyntax.EXPLICIT_LITTLE, DumpOptions.DEFAULT, System.out);
            }
        }
        System.err.printf(
                "%d matches%s%s%n",
                found.matches().size(),
                found.complete() ? "" : "; there are more, see --limit",
                found.unsupportedKeys() ? "; the provider does not support some of the keys" : "");
    }
}
