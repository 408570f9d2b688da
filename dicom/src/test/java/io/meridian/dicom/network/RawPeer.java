package io.meridian.dicom.network;

import io.meridian.dicom.network.Negotiation.Context;
import io.meridian.dicom.network.Negotiation.UserItems;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** A peer that sends what it likes. */
final class RawPeer implements AutoCloseable {
    static final String VERIFICATION = "1.2.840.10008.1.1";
    static final String CT = "1.2.840.10008.5.1.4.1.1.2";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RawPeer connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return new RawPeer(socket);
    }

    /** With an association: context 1 verification, context 3 CT storage. */
    static RawPeer associate(int port, String calling, String called) throws IOException {
        var peer = connect(port);
        peer.send(request(calling, called));
        var answer = peer.receive();
        if (answer[0] != Pdu.ASSOCIATE_AC) {
            throw new IOException("the association was not accepted: " + answer[0]);
        }
        return peer;
    }

    static byte[] request(String calling, String called) {
        var syntaxes = List.of("1.2.840.10008.1.2");
        var user = new UserItems();
        user.maxPduBytes = 16_384;
        user.implementationClass = "1.2.3";
        return Pdu.of(
                Pdu.ASSOCIATE_RQ,
                NegotiationWriter.request(
                        new Negotiation(
                                1,
                                called,
                                calling,
                                Negotiation.APPLICATION_CONTEXT,
                                List.of(
                                        new Context(1, 0, VERIFICATION, syntaxes),
                                        new Context(3, 0, CT, syntaxes)),
                                user.build())));
    }

    /** A P-DATA PDU of one fragment. */
    static byte[] fragment(int context, int control, byte[] content) {
        var body = new byte[6 + content.length];
        Pdu.putInt(body, 0, content.length + 2);
        body[4] = (byte) context;
        body[5] = (byte) control;
        System.arraycopy(content, 0, body, 6, content.length);
        return Pdu.of(Pdu.DATA, body);
    }

    static byte[] command(DimseRequest request, int id, boolean withDataSet) {
        return Command.of(request, id, withDataSet).bytes();
    }

    void send(byte[]... pdus) throws IOException {
        for (var pdu : pdus) {
            out.write(pdu);
        }
        out.flush();
    }

    /** The next PDU with its header. */
    byte[] receive() throws IOException {
        var header = new byte[6];
        in.readFully(header);
        var pdu = new byte[6 + Pdu.getInt(header, 2)];
        System.arraycopy(header, 0, pdu, 0, 6);
        in.readFully(pdu, 6, pdu.length - 6);
        return pdu;
    }

    /** Reads on until an A-ABORT: its source and reason. */
    int[] abort() throws IOException {
        while (true) {
            var pdu = receive();
            if (pdu[0] == Pdu.ABORT) {
                return new int[] {pdu[8], pdu[9]};
            }
        }
    }

    /** Reads until the provider hangs up; what came before is passed over. */
    void untilHungUp() throws IOException {
        try {
            while (true) {
                receive();
            }
        } catch (EOFException _) {
            return;
        } catch (java.net.SocketException _) {
            return; // reset: hung up all the same
        }
    }

    /** Whether the provider still listens after one more byte. */
    boolean listensAfter(int value, int waitMillis) {
        try {
            socket.setSoTimeout(waitMillis);
            out.write(value);
            return in.read() >= 0;
        } catch (java.net.SocketTimeoutException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
