package io.meridian.edge;

import io.meridian.application.ApplicationException;
import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import io.meridian.edge.link.HubIdentity;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.identity.EnrolmentToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Enrols a home at a hub. Argument: {@code --home DIR}; the token comes on standard input, so that
 * it appears in no list of processes. A running edge connects by itself.
 */
public final class EdgeEnrol {
    private static final int MAXIMUM_TOKEN = 8_192;

    private EdgeEnrol() {}

    /** Exchanges the token for a certificate and stores what the hub answered. */
    public static void enrol(Path folder, String text) {
        var home = new Home(folder);
        var configuration = EdgeConfiguration.read(home);
        home.create();
        var token = EnrolmentToken.parse(text.strip());
        if (!token.site().equals(configuration.site())) {
            throw new EdgeException(
                    "the token is for the site %s, this home is %s; ask for the right one"
                            .formatted(token.site(), configuration.site()));
        }
        var key = SigningKey.loadOrCreate(home.manifestKey()).verifyingKey();
        HubIdentity.store(home, EnrolmentClient.enrol(token, key.text()), Clock.systemUTC());
    }

    @SuppressWarnings("SystemOut") // the handshake with whoever started this process
    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "quiet-logback.xml");
        var folder = Edge.home(arguments);
        if (folder == null) {
            fail("usage: EdgeEnrol --home DIR, with the token on standard input");
            return;
        }
        try {
            var token = new String(System.in.readNBytes(MAXIMUM_TOKEN), StandardCharsets.UTF_8);
            enrol(folder, token);
        } catch (ApplicationException | NetworkException | ArtifactException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail("the token could not be read from standard input");
        }
    }

    @SuppressWarnings("SystemOut")
    private static void fail(String message) {
        System.err.println("edge enrol: " + message);
        System.exit(1);
    }
}
