package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.cli.process.ReadyLine;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.StorageScp;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A C-STORE provider that keeps what it receives as files. */
@Command(
        name = "receive",
        description = {
            "Receive objects (C-STORE) and keep each as a file, on disk before it is acknowledged.",
            "Accepts only the callers that --accept names. Ends when its standard input closes."
        },
        mixinStandardHelpOptions = true)
final class ReceiveCommand implements Runnable {
    @Option(
            names = "--port",
            required = true,
            description = "port to listen on; 0 takes a free one and says which")
    private int port;

    @Option(
            names = "--address",
            defaultValue = "127.0.0.1",
            description = "address to listen on; default: ${DEFAULT-VALUE}")
    private String address = "127.0.0.1";

    @Option(
            names = "--aet",
            paramLabel = "AE",
            defaultValue = "MERIDIAN",
            description = "our own application entity title; default: ${DEFAULT-VALUE}")
    private String title = "MERIDIAN";

    @Option(
            names = "--accept",
            paramLabel = "AE@ADDRESS",
            description = "a caller that may send; may be repeated")
    private List<String> accept = new ArrayList<>();

    @Option(names = "--any-caller", description = "accept whoever calls; for trials only")
    private boolean anyCaller;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "folder for the files; made if it is missing")
    private Path out = Path.of("");

    @Override
    public void run() {
        Provider.port("--port", port, 0);
        Provider.title("--aet", title);
        if (!anyCaller && accept.isEmpty()) {
            throw new CommandException(
                    "nobody may send: name callers with --accept AE@ADDRESS, or give --any-caller");
        }
        var settings =
                StorageScp.Settings.of(title, callers())
                        .withRefused(reason -> System.err.println("refused: " + reason));
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new CommandException("the folder %s cannot be made".formatted(out), e);
        }
        try (var provider =
                StorageScp.start(
                        new InetSocketAddress(address, port),
                        anyCaller ? settings.withKnown((_, _) -> true) : settings,
                        new FileArchive(out))) {
            System.out.println(ReadyLine.of("dicom", Map.of("dicom", provider.port())));
            awaitEndOfInput();
        } catch (BindException e) {
            throw new CommandException(
                    "port %d at %s cannot be used (%s); choose another with --port"
                            .formatted(port, address, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new CommandException("receiving ended: " + e.getMessage(), e);
        }
    }

    private Set<KnownPeer> callers() {
        var known = new HashSet<KnownPeer>();
        for (var caller : accept) {
            var at = caller.lastIndexOf('@');
            if (at < 1 || at == caller.length() - 1) {
                throw new CommandException(
                        "--accept must be AE@ADDRESS, for instance CT_1@192.0.2.7; it is "
                                + caller);
            }
            Provider.title("--accept", caller.substring(0, at));
            try {
                known.add(
                        new KnownPeer(
                                caller.substring(0, at),
                                InetAddress.getByName(caller.substring(at + 1))));
            } catch (UnknownHostException e) {
                throw new CommandException(
                        "the address in --accept %s is not known".formatted(caller), e);
            }
        }
        return known;
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // what is written to us means nothing; only the end does
        }
    }
}
