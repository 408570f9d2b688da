package io.meridian.network.link;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.EdgeLinkGrpc;
import io.meridian.network.link.v1.Observed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's port for edges: gRPC, TLS 1.3, client certificates. Safe for several threads. */
public final class LinkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final Context.Key<X509Certificate> PEER = Context.key("peer");

    private final SiteDesk desk;
    private final Clock clock;
    private final Object presence = new Object();
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    private LinkServer(InetSocketAddress address, TlsIdentity identity, SiteDesk desk, Clock clock)
            throws IOException {
        this.desk = desk;
        this.clock = clock;
        this.server =
                NettyServerBuilder.forAddress(address)
                        .sslContext(identity.grpcServer())
                        .executor(executor)
                        .handshakeTimeout(20, TimeUnit.SECONDS)
                        .maxConcurrentCallsPerConnection(4)
                        .maxInboundMessageSize(Limits.MESSAGE)
                        .maxInboundMetadataSize(16_384)
                        .keepAliveTime(20, TimeUnit.SECONDS)
                        .keepAliveTimeout(20, TimeUnit.SECONDS)
                        .permitKeepAliveTime(10, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .intercept(new Certificates())
                        .addService(new Service())
                        .build()
                        .start();
    }

    public static LinkServer start(InetSocketAddress address, TlsIdentity identity, SiteDesk desk)
            throws IOException {
        return start(address, identity, desk, Clock.systemUTC());
    }

    /** With another clock to judge by whether certificates have expired since they connected. */
    public static LinkServer start(
            InetSocketAddress address, TlsIdentity identity, SiteDesk desk, Clock clock)
            throws IOException {
        return new LinkServer(address, identity, desk, clock);
    }

    public int port() {
        return server.getPort();
    }

    /** What is asked of this site changed: tell it now if it is connected. */
    public void changed(String site) {
        var stream = streams.get(site);
        if (stream == null) {
            return;
        }
        try {
            executor.execute(stream::send);
        } catch (RejectedExecutionException e) {
            LOG.debug("the link closes, a change is told when it opens again", e);
        }
    }

    @Override
    public void close() {
        streams.values()
                .forEach(stream -> stream.end(Status.UNAVAILABLE.withDescription("the hub stops")));
        server.shutdown();
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
                server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }

    private final class Service extends EdgeLinkGrpc.EdgeLinkImplBase {
        @Override
        public StreamObserver<Observed> connect(StreamObserver<Desired> answers) {
            var stream = new Stream(PEER.get(), (ServerCallStreamObserver<Desired>) answers);
            if (stream.admitted()) {
                arrive(stream);
                stream.send();
            }
            return stream;
        }
    }

    /** The newest stream of a site is the one that counts. */
    private void arrive(Stream stream) {
        Stream before;
        synchronized (presence) {
            before = streams.put(stream.site, stream);
            desk.connected(stream.site, true);
        }
        if (before != null) {
            before.end(Status.ABORTED.withDescription("another stream of this site began"));
        }
    }

    private void leave(Stream stream) {
        synchronized (presence) {
            if (streams.remove(stream.site, stream)) {
                desk.connected(stream.site, false);
            }
        }
    }

    /** One edge's open stream. */
    private final class Stream implements StreamObserver<Observed> {
        private final X509Certificate certificate;
        private final String site;
        private final ServerCallStreamObserver<Desired> answers;
        private boolean ended;
        private boolean waiting;

        Stream(X509Certificate certificate, ServerCallStreamObserver<Desired> answers) {
            this.certificate = certificate;
            this.site = TlsIdentity.nameOf(certificate);
            this.answers = answers;
            answers.setOnCancelHandler(this::over);
            answers.setOnReadyHandler(this::sendIfWaiting);
        }

        /** Each answer is the whole state, so one that an edge is too slow for is left out. */
        void send() {
            try {
                if (admitted()) {
                    sendNow();
                }
            } catch (RuntimeException e) {
                LOG.warn("desired state could not be told site={}", site, e);
                end(Status.INTERNAL.withDescription("the hub cannot say now what it asks"));
            }
        }

        /** A revoked site's stream ends when it is next used, or told of. */
        boolean admitted() {
            if (desk.admits(site, certificate.getNotBefore().toInstant())) {
                return true;
            }
            end(Status.PERMISSION_DENIED.withDescription("this hub revoked the certificate"));
            return false;
        }

        private synchronized void sendNow() {
            if (ended) {
                return;
            }
            waiting = !answers.isReady();
            if (!waiting) {
                answers.onNext(desk.desired(site));
            }
        }

        private void sendIfWaiting() {
            boolean due;
            synchronized (this) {
                due = waiting;
            }
            if (due) {
                send();
            }
        }

        void end(Status reason) {
            synchronized (this) {
                if (!ended) {
                    ended = true;
                    answers.onError(reason.asException());
                }
            }
            leave(this);
        }

        @Override
        public void onNext(Observed observed) {
            if (isEnded() || !admitted()) {
                return;
            }
            var broken = Limits.brokenBy(observed);
            if (clock.instant().isAfter(certificate.getNotAfter().toInstant())) {
                end(Status.UNAUTHENTICATED.withDescription("the certificate expired; renew it"));
            } else if (!observed.getSite().equals(site)) {
                end(
                        Status.PERMISSION_DENIED.withDescription(
                                "a message must be of the site that the certificate names"));
            } else if (broken.isPresent()) {
                end(Status.INVALID_ARGUMENT.withDescription(broken.get()));
            } else {
                take(observed);
            }
        }

        private void take(Observed observed) {
            try {
                desk.observed(site, observed);
            } catch (RuntimeException e) {
                LOG.warn("observed state could not be taken site={}", site, e);
                end(Status.INTERNAL.withDescription("the hub cannot take this now"));
                return;
            }
            send();
        }

        private synchronized boolean isEnded() {
            return ended;
        }

        @Override
        public void onError(Throwable problem) {
            over();
        }

        @Override
        public void onCompleted() {
            synchronized (this) {
                if (!ended) {
                    ended = true;
                    answers.onCompleted();
                }
            }
            leave(this);
        }

        private void over() {
            synchronized (this) {
                ended = true;
            }
            leave(this);
        }
    }

    /** Names the peer by the certificate that TLS verified. */
    private static final class Certificates implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            try {
                if (session != null
                        && session.getPeerCertificates()[0]
                                instanceof X509Certificate certificate) {
                    var named = Context.current().withValue(PEER, certificate);
                    return Contexts.interceptCall(named, call, headers, next);
                }
            } catch (SSLPeerUnverifiedException e) {
                LOG.debug("a call came without a certificate", e);
            }
            call.close(Status.UNAUTHENTICATED, new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
