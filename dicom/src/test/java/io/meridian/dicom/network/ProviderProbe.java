package io.meridian.dicom.network;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.query.Destinations;
import io.meridian.dicom.network.query.Query;
import io.meridian.dicom.network.query.QueryHandler;
import io.meridian.dicom.network.query.QueryService;
import io.meridian.dicom.network.query.RetrieveService;
import io.meridian.dicom.network.query.StoredInstance;
import io.meridian.dicom.network.query.WorklistHandler;
import io.meridian.dicom.network.query.WorklistService;
import io.meridian.dicom.network.workflow.PerformedStepService;
import io.meridian.dicom.network.workflow.PerformedSteps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A provider's side of one association, on this thread, with a peer that only sends. */
public final class ProviderProbe {
    public static final String CALLED = "PROVIDER";
    public static final String CALLING = "PEER";

    private static final AssociationLimits LIMITS =
            new AssociationLimits(
                            131_072,
                            65_536,
                            1 << 20,
                            1,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5))
                    .withBytes(131_072, 65_536, 1 << 20, 1 << 20);

    /** What an operation may be doing when its peer has sent all. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Set<String> OF_THE_SOCKET = Set.of("SocketException", "EOFException");
    private static final DataSet OBJECT =
            DataSet.builder()
                    .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                    .text(Tags.SOPInstanceUID, "2.25.1")
                    .text(Tags.PatientName, "Adams^John")
                    .text(Tags.PatientID, "1")
                    .text(Tags.StudyInstanceUID, "2.25.2")
                    .text(Tags.StudyDate, "20260102")
                    .build();

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Association association;

    private ProviderProbe() {}

    /**
     * Serves what a peer sends until that ends.
     *
     * @throws AssociationException if the provider ends the association
     * @throws AssertionError if a fault of the provider was caught and put in its log
     */
    public static void serve(byte[] sent) throws IOException {
        new ProviderProbe().run(sent);
    }

    private void run(byte[] sent) throws IOException {
        try (var socket = new SendingPeer(sent)) {
            var buffers = new Buffers(1);
            var connection =
                    new Connection(socket, buffers, LIMITS.maxPduBytes(), LIMITS.idleTimeout());
            association = new Acceptor(settings(), connection).accept();
            if (association != null) {
                association.run();
            }
        } catch (AssociationException e) {
            checkIsNoFault(e);
            throw e;
        } catch (java.io.EOFException _) {
            return; // the peer has sent all
        } finally {
            await(TimeUnit.SECONDS.toNanos(5));
            checkLog();
        }
    }

    /** What is caught inside so that the provider lives on is a fault all the same. */
    private static void checkIsNoFault(AssociationException e) {
        var message = String.valueOf(e.getMessage());
        if (message.startsWith("a message could not be handled")) {
            throw new AssertionError("a fault was caught", e);
        }
    }

    private void checkLog() {
        for (var line : log) {
            var name = line.substring(line.lastIndexOf(' ') + 1);
            if (line.startsWith("a request could not be handled")
                    && !OF_THE_SOCKET.contains(name)) {
                throw new AssertionError(line);
            }
        }
    }

    private void await(long nanos) {
        var now = association;
        if (now != null) {
            await(() -> !now.isBusy(), nanos);
        }
    }

    private static void await(BooleanSupplier reached, long nanos) {
        var end = System.nanoTime() + nanos;
        while (!reached.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000);
        }
    }

    private ServiceProvider.Settings settings() {
        var settings =
                ServiceProvider.Settings.of(
                        CALLED,
                        Set.of(new KnownPeer(CALLING, InetAddress.getLoopbackAddress())),
                        new VerificationService(),
                        StorageService.of(ProviderProbe::store),
                        new QueryService(new OneObject()),
                        new RetrieveService(_ -> List.of(stored()), Destinations.NONE),
                        new WorklistService(new OneObject()),
                        new PerformedStepService(new OneStep()));
        return settings.withLimits(LIMITS).withLog(log::add);
    }

    private static StoredInstance stored() {
        var bytes = Part10.dataSetBytes(OBJECT, TransferSyntax.IMPLICIT_LITTLE);
        return new StoredInstance(
                SopClass.SECONDARY_CAPTURE.uid(),
                "2.25.1",
                TransferSyntax.IMPLICIT_LITTLE,
                () -> new ByteArrayInputStream(bytes));
    }

    private static StoreOutcome store(StoreHandler.Incoming incoming, InputStream dataSet)
            throws IOException {
        var bytes = dataSet.readAllBytes();
        Part10.readDataSet(bytes, incoming.transferSyntax(), Limits.DEFAULT);
        return new StoreOutcome.Stored();
    }

    private static final class OneObject implements QueryHandler, WorklistHandler {
        @Override
        public Stream<DataSet> candidates(Query query) {
            return Stream.of(OBJECT);
        }

        @Override
        public Stream<DataSet> items(DataSet keys, Terms terms) {
            return Stream.of(OBJECT);
        }
    }

    private static final class OneStep implements PerformedSteps {
        private @Nullable DataSet kept;

        @Override
        public synchronized boolean create(String sopInstance, DataSet step) {
            var isNew = kept == null;
            kept = isNew ? step : kept;
            return isNew;
        }

        @Override
        public synchronized Optional<DataSet> find(String sopInstance) {
            return Optional.ofNullable(kept);
        }

        @Override
        public synchronized boolean replace(String sopInstance, DataSet expected, DataSet step) {
            kept = step;
            return true;
        }
    }

    private final class SendingPeer extends Socket {
        private final InputStream sent;

        SendingPeer(byte[] sent) {
            this.sent =
                    new InputStream() {
                        private final InputStream bytes = new ByteArrayInputStream(sent);

                        @Override
                        public int read() throws IOException {
                            throw new SocketException("single bytes are not read");
                        }

                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            var count = bytes.read(target, offset, length);
                            if (count < 0) {
                                await(PATIENCE_NANOS);
                            }
                            return count;
                        }
                    };
        }

        @Override
        public InputStream getInputStream() {
            return sent;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InetAddress getInetAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void setSoTimeout(int millis) {}
    }
}
