package io.meridian.artifact.registry;

import io.meridian.artifact.Disclosure;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * A registry that speaks the OCI distribution API.
 *
 * <p>{@code OciRegistry.at(hub, client).uploads(OpenUploads.in(folder)).repository("site/update")
 * .header(Grant.HEADER, grant).push(store, record)}
 */
public final class OciRegistry {
    private final HttpClient client;
    private final URI base;
    private final Login login;
    private final Disclosure reach;
    private final OpenUploads uploads;
    private final TransferLimits limits;

    private OciRegistry(
            HttpClient client,
            URI base,
            Login login,
            Disclosure reach,
            OpenUploads uploads,
            TransferLimits limits) {
        this.client = client;
        this.base = base;
        this.login = login;
        this.reach = reach;
        this.uploads = uploads;
        this.limits = limits;
    }

    /**
     * A registry that takes what a hub may have.
     *
     * @param base its address without {@code /v2/}
     * @param client with the certificates that the registry asks for; it follows no redirects
     */
    public static OciRegistry at(URI base, HttpClient client) {
        return new OciRegistry(
                client,
                base,
                new Login.None(),
                Disclosure.HUB,
                OpenUploads.inMemory(),
                TransferLimits.DEFAULT);
    }

    /** The same registry, with a login. */
    public OciRegistry login(Login other) {
        return new OciRegistry(client, base, other, reach, uploads, limits);
    }

    /** The same registry, that takes this disclosure at most. */
    public OciRegistry reach(Disclosure other) {
        if (other == Disclosure.EDGE_ONLY) {
            throw new IllegalArgumentException(
                    "what is edge-only does not travel; a registry takes hub or public");
        }
        return new OciRegistry(client, base, login, other, uploads, limits);
    }

    /** The same registry, with another memory of pushes that broke off. */
    public OciRegistry uploads(OpenUploads other) {
        return new OciRegistry(client, base, login, reach, other, limits);
    }

    /** The same registry, with other waits and part sizes. */
    public OciRegistry limits(TransferLimits other) {
        return new OciRegistry(client, base, login, reach, uploads, other);
    }

    /** A repository of it. */
    public OciRepository repository(String name) {
        return new OciRepository(
                new Transport(client, base, login.headers(), limits), name, reach, uploads);
    }
}
