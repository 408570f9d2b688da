package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.api.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Where a demo's pages are and the accounts made for it; what a browser test needs. */
record PlatformFile(Hub hub, List<Site> edges) {
    private static final String NAME = "platform.json";

    PlatformFile {
        edges = List.copyOf(edges);
    }

    record Account(String username, String password) {
        static Account of(Credentials credentials) {
            return new Account(credentials.username(), credentials.password());
        }

        @Override
        public String toString() {
            return "Account[" + username + "]";
        }
    }

    record Hub(String address, Account account) {
        static Hub of(URI address, Credentials credentials) {
            return new Hub(address.toString(), Account.of(credentials));
        }
    }

    record Site(
            String site,
            String address,
            Account radiologist,
            Account steward,
            Account administrator,
            Account auditor) {
        static Site of(EdgeSite edge) {
            var home = edge.home();
            return new Site(
                    edge.site(),
                    edge.address().toString(),
                    Account.of(home.account("radiologist")),
                    Account.of(home.account("steward")),
                    Account.of(home.account("administrator")),
                    Account.of(home.account("auditor")));
        }
    }

    /** Never readable for others, not even for a moment. */
    static void write(Path folder, PlatformFile content) {
        try {
            var part =
                    Files.createTempFile(
                            folder,
                            ".platform",
                            ".part",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    part,
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(content));
            Files.move(
                    part,
                    folder.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandException("%s cannot be written".formatted(folder.resolve(NAME)), e);
        }
    }
}
