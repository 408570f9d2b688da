package io.meridian.edge;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.StorageScp;
import io.meridian.dicom.network.StoreOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A PACS: a real provider of storage that remembers what it got. */
public final class Archive implements AutoCloseable {
    public final List<DataSet> received = new CopyOnWriteArrayList<>();
    private final StorageScp scp;

    public Archive(int port) throws IOException {
        scp =
                StorageScp.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        StorageScp.Settings.of(
                                "PACS",
                                Set.of(
                                        new KnownPeer(
                                                Hospital.EDGE, InetAddress.getLoopbackAddress()))),
                        (incoming, stream) -> {
                            received.add(
                                    Part10.readDataSet(
                                            stream.readAllBytes(),
                                            incoming.transferSyntax(),
                                            Limits.DEFAULT));
                            return new StoreOutcome.Stored();
                        });
    }

    public int port() {
        return scp.port();
    }

    @Override
    public void close() throws IOException {
        scp.close();
    }
}
