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
import io.grpc.StatusRuntimeException;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's port for edges: gRPC, TLS 1.3, client certificates. Safe for several threads. */
public final class LinkServer implements AutoCloseable {
    static final int MAXIMUM_MESSAGE = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final Context.Key<String> SITE = Context.key("site");

    private final SiteDesk desk;
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    private LinkServer(InetSocketAddress address, TlsIdentity identity, SiteDesk desk)
            throws IOException {
        this.desk = desk;
        this.server =
                NettyServerBuilder.forAddress(address)
                        .sslContext(identity.grpcServer())
                        .executor(executor)
                        .maxInboundMessageSize(MAXIMUM_MESSAGE)
                        .maxInboundMetadataSize(16_384)
                        .keepAliveTime(20, TimeUnit.SECONDS)
                        .keepAliveTimeout(20, TimeUnit.SECONDS)
                        .permitKeepAliveTime(10, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .intercept(new CertificateNames())
                        .addService(new Service())
                        .build()
                        .start();
    }

    public static LinkServer start(InetSocketAddress address, TlsIdentity identity, SiteDesk desk)
            throws IOException {
        return new LinkServer(address, identity, desk);
    }

    public int port() {
        return server.getPort();
    }

    /** What is asked of this site changed: tell it now if it is connected. */
    public void changed(String site) {
        var stream = streams.get(site);
        if (stream != null) {
            executor.execute(stream::send);
        }
    }

    @Override
    public void close() {
        streams.values().forEach(Stream::end);
        server.shutdownNow();
        executor.shutdownNow();
    }

    private final class Service extends EdgeLinkGrpc.EdgeLinkImplBase {
        @Override
        public StreamObserver<Observed> connect(StreamObserver<Desired> answers) {
            var stream = new Stream(SITE.get(), (ServerCallStreamObserver<Desired>) answers);
            var before = streams.put(stream.site, stream);
            if (before != null) {
                before.end();
            }
            desk.connected(stream.site, true);
            stream.send();
            return stream;
        }
    }

    /** One edge's open stream. */
    private final class Stream implements StreamObserver<Observed> {
        private final String site;
        private final ServerCallStreamObserver<Desired> answers;
        private boolean ended;

        Stream(String site, ServerCallStreamObserver<Desired> answers) {
            this.site = site;
            this.answers = answers;
        }

        synchronized void send() {
            if (!ended && !answers.isCancelled()) {
                answers.onNext(desk.desired(site));
            }
        }

        synchronized void end() {
            if (!ended) {
                ended = true;
                answers.onError(Status.ABORTED.withDescription("ended by the hub").asException());
            }
        }

        @Override
        public void onNext(Observed observed) {
            desk.observed(site, observed);
            send();
        }

        @Override
        public void onError(Throwable problem) {
            over();
        }

        @Override
        public void onCompleted() {
            over();
        }

        private synchronized void over() {
            ended = true;
            if (streams.remove(site, this)) {
                desk.connected(site, false);
                LOG.info("edge disconnected site={}", site);
            }
        }
    }

    /** Names the site by the certificate that TLS verified. */
    private static final class CertificateNames implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            try {
                if (session != null
                        && session.getPeerCertificates()[0]
                                instanceof X509Certificate certificate) {
                    var named = Context.current().withValue(SITE, TlsIdentity.nameOf(certificate));
                    return Contexts.interceptCall(named, call, headers, next);
                }
            } catch (SSLPeerUnverifiedException e) {
                throw new StatusRuntimeException(Status.UNAUTHENTICATED.withCause(e));
            }
            throw new StatusRuntimeException(Status.UNAUTHENTICATED);
        }
    }
}
