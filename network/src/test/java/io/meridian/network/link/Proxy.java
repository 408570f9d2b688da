package io.meridian.network.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Something in a hospital's network between an edge and its hub. */
final class Proxy implements AutoCloseable {
    /** What it does to connections. */
    enum Way {
        PASSES,
        KILLS,
        /** Takes everything from the edge and passes nothing back. */
        HOLDS_BACK
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Way way;

    private Proxy(Way way, int target) throws IOException {
        this.way = way;
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static Proxy that(Way way, int target) throws IOException {
        return new Proxy(way, target);
    }

    int port() {
        return server.getLocalPort();
    }

    void now(Way other) {
        way = other;
    }

    private void accept() {
        try {
            while (true) {
                var edge = server.accept();
                open.add(edge);
                if (way == Way.KILLS) {
                    edge.close();
                } else {
                    join(edge, way);
                }
            }
        } catch (IOException _) {
            // Closed: the test is over.
        }
    }

    private void join(Socket edge, Way now) throws IOException {
        var hub = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(hub);
        Thread.ofVirtual().start(() -> copy(edge, hub, true));
        Thread.ofVirtual().start(() -> copy(hub, edge, now == Way.PASSES));
    }

    private static void copy(Socket from, Socket to, boolean pass) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = pass ? to.getOutputStream() : OutputStream.nullOutputStream();
            in.transferTo(out);
        } catch (IOException _) {
            // One side is gone, and with it the other.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
