package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.UidNames;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.AssociationRequest.Proposed;
import io.meridian.dicom.network.StorageService;
import io.meridian.dicom.network.query.QueryUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** C-GET. */
@Command(
        name = "get",
        description = "Retrieve objects over the same association (C-GET); each becomes a file.",
        mixinStandardHelpOptions = true)
final class GetCommand implements Runnable {
    /** An association proposes at most 128 contexts; these are what archives of hospitals hold. */
    private static final Pattern USUAL =
            Pattern.compile(
                    "(?!DICOS|Legacy|EddyCurrent)\\w*(Image|PDF|CDA|SR|Document|Plan|Dose|Structure"
                            + "Set|Record|Segmentation|Registration|Waveform|State)Storage"
                            + "(ForPresentation)?");

    @Mixin private final Provider provider = new Provider();
    @Mixin private final Query query = new Query();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder for files")
    private Path out = Path.of("");

    @Option(
            names = "--sop-class",
            paramLabel = "UID|KEYWORD",
            description = {
                "take only this class, for instance CTImageStorage; repeatable;",
                "default: the classes that archives usually hold"
            })
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--transfer-syntax",
            paramLabel = "UID|KEYWORD",
            description = {
                "take objects in this encoding, for instance JPEG2000Lossless; repeatable;",
                "default: uncompressed"
            })
    private List<String> encodings = new ArrayList<>();

    @Override
    public void run() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new CommandException("the folder %s cannot be made".formatted(out), e);
        }
        try (var association = provider.open(this::propose)) {
            Retrieval.report(
                    new QueryUser(association, query.model())
                            .get(query.identifier(), Retrieval::progress));
        }
    }

    private void propose(AssociationRequest.Builder request) {
        var syntaxes =
                encodings.isEmpty()
                        ? List.of(TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE)
                        : encodings.stream()
                                .map(name -> new TransferSyntax(uid("--transfer-syntax", name)))
                                .toList();
        var storage =
                classes.isEmpty()
                        ? usual()
                        : classes.stream().map(name -> uid("--sop-class", name)).toList();
        QueryUser.proposeGet(
                request,
                query.model(),
                storage.stream().map(each -> new Proposed(each, syntaxes)).toList());
        request.serve(StorageService.of(new FileArchive(out)));
    }

    private static List<String> usual() {
        return UidNames.entries().stream()
                .filter(each -> !each.retired() && USUAL.matcher(each.keyword()).matches())
                .map(UidNames.Entry::uid)
                .sorted()
                .toList();
    }

    private static String uid(String option, String name) {
        if (Character.isDigit(name.isEmpty() ? ' ' : name.charAt(0))) {
            return name;
        }
        return UidNames.entries().stream()
                .filter(each -> each.keyword().equals(name))
                .map(UidNames.Entry::uid)
                .findFirst()
                .orElseThrow(() ->
                        new CommandException(
                                "%s %s is no UID and no keyword of one".formatted(option, name)));
    }
}
