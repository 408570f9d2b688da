package io.meridian.dicom.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * TLS 1.3 and 1.2 with the cipher suites of BCP 195 (RFC 9325), as the BCP 195 profiles of PS3.15
 * annex B ask for. Keys and trusted certificates are the {@link SSLContext}'s.
 */
public final class Tls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Tls() {}

    /** Whether a provider asks its callers for a certificate. */
    public enum Clients {
        /** Mutual authentication: the default of DICOM. */
        MUST_SHOW_CERTIFICATE,
        NEED_NO_CERTIFICATE
    }

    /** Sockets of a user. Which host a certificate names is not looked at: trust few. */
    public static SocketFactory client(SSLContext context) {
        return new ClientSockets(context);
    }

    /** Listening sockets of a provider. */
    public static ServerSocketFactory server(SSLContext context, Clients clients) {
        return new ServerSockets(context, clients);
    }

    private static String[] suites(String[] supported) {
        return SUITES.stream()
                .filter(suite -> Stream.of(supported).anyMatch(suite::equals))
                .toArray(String[]::new);
    }

    private static final class ClientSockets extends SocketFactory {
        private final SSLContext context;

        ClientSockets(SSLContext context) {
            this.context = context;
        }

        @Override
        public Socket createSocket() throws IOException {
            return prepare(context.getSocketFactory().createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prepare(context.getSocketFactory().createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort)
                throws IOException {
            return prepare(context.getSocketFactory().createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prepare(context.getSocketFactory().createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            return prepare(context.getSocketFactory().createSocket(host, port, local, localPort));
        }

        private static Socket prepare(Socket socket) {
            var tls = (SSLSocket) socket;
            tls.setEnabledProtocols(PROTOCOLS);
            tls.setEnabledCipherSuites(suites(tls.getSupportedCipherSuites()));
            return tls;
        }
    }

    private static final class ServerSockets extends ServerSocketFactory {
        private final SSLContext context;
        private final Clients clients;

        ServerSockets(SSLContext context, Clients clients) {
            this.context = context;
            this.clients = clients;
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return prepare(context.getServerSocketFactory().createServerSocket());
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return prepare(context.getServerSocketFactory().createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return prepare(context.getServerSocketFactory().createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
                throws IOException {
            return prepare(
                    context.getServerSocketFactory().createServerSocket(port, backlog, address));
        }

        private ServerSocket prepare(ServerSocket socket) {
            var tls = (SSLServerSocket) socket;
            tls.setEnabledProtocols(PROTOCOLS);
            tls.setEnabledCipherSuites(suites(tls.getSupportedCipherSuites()));
            tls.setNeedClientAuth(clients == Clients.MUST_SHOW_CERTIFICATE);
            return tls;
        }
    }
}
