package io.meridian.benchmarks.suite;

import io.meridian.dicom.DicomUid;
import io.meridian.dicom.Part10;
import io.meridian.dicom.network.AssociationLimits;
import io.meridian.dicom.network.DataStream;
import io.meridian.dicom.network.KnownPeer;
import io.meridian.dicom.network.StorageScp;
import io.meridian.dicom.network.StoreHandler.Incoming;
import io.meridian.dicom.network.StoreOutcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Our storage provider as a process of its own: writes each object to a folder, prints its port,
 * and ends with its standard input.
 */
public final class Receiver {
    static final String TITLE = "RECEIVER";
    static final String CALLER = "SENDER";

    /** At the same time; the peer knows no limit. */
    private static final int ASSOCIATIONS = 2_000;

    /** Whether an object is on the disk, or only with the system, when it is acknowledged. */
    enum Durability {
        WRITTEN,
        SYNCED
    }

    private final Path folder;
    private final Durability durability;

    private Receiver(Path folder, Durability durability) {
        this.folder = folder;
        this.durability = durability;
    }

    /** Arguments: the folder and the durability. */
    public static void main(String[] arguments) throws IOException {
        var receiver = new Receiver(Path.of(arguments[0]), Durability.valueOf(arguments[1]));
        var loopback = InetAddress.getLoopbackAddress();
        var settings =
                StorageScp.Settings.of(TITLE, Set.of(new KnownPeer(CALLER, loopback)))
                        .withLimits(
                                AssociationLimits.DEFAULT.withAssociations(
                                        ASSOCIATIONS, ASSOCIATIONS, 60 * ASSOCIATIONS));
        var address = new InetSocketAddress(loopback, 0);
        try (var scp = StorageScp.start(address, settings, receiver::store)) {
            System.out.println(scp.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private StoreOutcome store(Incoming incoming, InputStream dataSet) throws IOException {
        String uid = new DicomUid(incoming.sopInstanceUid()).value();
        var meta = Part10.meta(incoming.sopClassUid(), uid, incoming.transferSyntax());
        try (var channel =
                        FileChannel.open(
                                folder.resolve(uid),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 10)) {
            Part10.writeHeader(meta, out);
            out.flush();
            DataStream.copy(dataSet, channel);
            if (durability == Durability.SYNCED) {
                channel.force(true);
            }
        }
        return new StoreOutcome.Stored();
    }
}
