package io.meridian.edge.reception;

import io.meridian.application.process.Fault;
import io.meridian.artifact.Digest;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.network.StoreHandler;
import io.meridian.dicom.network.StoreOutcome;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.work.Memory;
import io.meridian.governance.identity.PatientIdentifier;
import io.meridian.governance.identity.SubjectResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * One object from the network to the clinical zone: its encrypted file synced, then its row
 * committed, then the answer. Sent again it is a success and nothing new; with other bytes it is a
 * corrected object. Thread-safe.
 */
@Component
final class ObjectIntake implements StoreHandler, ObjectReception {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectIntake.class);

    /** Objects are worked on in memory, of which an edge has little. */
    static final int MAXIMUM_BYTES = 48 << 20;

    private static final int SMALL_BYTES = 1 << 20;
    private static final long RESERVE_BYTES = 256L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STRIPES = 64;

    private final Instances instances;
    private final ClinicalObjects objects;
    private final SubjectResolver subjects;
    private final Lookups lookups;
    private final String issuer;
    private final Clock clock;
    private final Acquisitions acquisitions;
    private final Memory memory;
    private final LongSupplier freeBytes;
    private final Semaphore large = new Semaphore(1);
    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    @Autowired
    ObjectIntake(
            Instances instances,
            ClinicalObjects objects,
            SubjectResolver subjects,
            Lookups lookups,
            EdgeConfiguration configuration,
            Clock clock,
            Acquisitions acquisitions,
            Memory memory) {
        this(
                instances,
                objects,
                subjects,
                lookups,
                configuration,
                clock,
                acquisitions,
                memory,
                objects::freeBytes);
    }

    ObjectIntake(
            Instances instances,
            ClinicalObjects objects,
            SubjectResolver subjects,
            Lookups lookups,
            EdgeConfiguration configuration,
            Clock clock,
            Acquisitions acquisitions,
            Memory memory,
            LongSupplier freeBytes) {
        this.instances = instances;
        this.objects = objects;
        this.subjects = subjects;
        this.lookups = lookups;
        this.issuer = configuration.organisationName();
        this.clock = clock;
        this.acquisitions = acquisitions;
        this.memory = memory;
        this.freeBytes = freeBytes;
    }

    @Override
    public StoreOutcome store(Incoming incoming, InputStream dataSet) throws IOException {
        return store(incoming, dataSet, ANY_STUDY);
    }

    @Override
    public StoreOutcome store(Incoming incoming, InputStream dataSet, String study)
            throws IOException {
        if (freeBytes.getAsLong() < RESERVE_BYTES) {
            LOG.error("reception refuses reason=disk-nearly-full");
            return new StoreOutcome.OutOfResources("the disk is nearly full");
        }
        var start = dataSet.readNBytes(SMALL_BYTES);
        if (start.length < SMALL_BYTES) {
            return memory.within(
                            3L * start.length + inflated(incoming),
                            PATIENCE,
                            () -> keep(incoming, start, study))
                    .orElseGet(ObjectIntake::busy);
        }
        try {
            if (!large.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return new StoreOutcome.OutOfResources("busy with other large objects");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StoreOutcome.OutOfResources("the edge is ending");
        }
        try {
            return memory.within(
                            2L * MAXIMUM_BYTES + inflated(incoming),
                            PATIENCE,
                            () -> keepLarge(incoming, start, dataSet, study))
                    .orElseGet(ObjectIntake::busy);
        } finally {
            large.release();
        }
    }

    private static StoreOutcome busy() {
        return new StoreOutcome.OutOfResources("busy with other large objects");
    }

    /** What a deflated data set may become in memory, twice: as a whole and in its elements. */
    private static long inflated(Incoming incoming) {
        return incoming.transferSyntax().isDeflated() ? 2 * Conformance.INFLATED_BYTES : 0;
    }

    private StoreOutcome keepLarge(
            Incoming incoming, byte[] start, InputStream dataSet, String study) throws IOException {
        var whole = whole(start, dataSet);
        return whole.length > MAXIMUM_BYTES
                ? new StoreOutcome.NotUnderstood("objects may have at most 48 MiB")
                : keep(incoming, whole, study);
    }

    /** At most one byte more than an object may have; twice the object at the most in memory. */
    private static byte[] whole(byte[] start, InputStream dataSet) throws IOException {
        var chunks = new ArrayDeque<byte[]>();
        chunks.add(start);
        var length = start.length;
        while (length <= MAXIMUM_BYTES) {
            var next = dataSet.readNBytes(Math.min(SMALL_BYTES, MAXIMUM_BYTES + 1 - length));
            if (next.length == 0) {
                break;
            }
            chunks.add(next);
            length += next.length;
        }
        var whole = new byte[length];
        for (var at = 0; !chunks.isEmpty(); ) {
            var chunk = chunks.remove();
            System.arraycopy(chunk, 0, whole, at, chunk.length);
            at += chunk.length;
        }
        return whole;
    }

    private StoreOutcome keep(Incoming incoming, byte[] bytes, String study) {
        try {
            return switch (Conformance.check(incoming, bytes, study)) {
                case Conformance.Finding.Conforming(var content) ->
                        accept(incoming, bytes, content);
                case Conformance.Finding.Broken broken -> quarantine(incoming, bytes, broken);
            };
        } catch (RuntimeException e) {
            LOG.error("object not kept fault={}", Fault.of(e));
            return new StoreOutcome.OutOfResources("it could not be kept; send it again");
        }
    }

    private StoreOutcome accept(Incoming incoming, byte[] bytes, DataSet dataSet) {
        var uid = incoming.sopInstanceUid();
        var id = lookups.instanceId(uid);
        var content = content(incoming, bytes);
        var stripe = stripes.get(Math.floorMod(uid.hashCode(), STRIPES));
        stripe.lock();
        try {
            var known = instances.find(id);
            if (known.isPresent() && known.get().facts().content().equals(content)) {
                return new StoreOutcome.Stored();
            }
            var arrival = arrival(incoming, dataSet, id, content, bytes.length);
            objects.write(
                    arrival.subject(),
                    ClinicalObjects.nameOf(id, content),
                    header(incoming),
                    bytes);
            if (known.isPresent()) {
                acquisitions.entry(id); // of the bytes that are replaced now
                instances.correct(known.get(), arrival);
            } else {
                instances.insert(arrival);
            }
            acquisitions.wake();
            return new StoreOutcome.Stored();
        } finally {
            stripe.unlock();
        }
    }

    private Instances.Arrival arrival(
            Incoming incoming, DataSet dataSet, String id, String content, long size) {
        var uid = incoming.sopInstanceUid();
        var study = dataSet.first(Tags.StudyInstanceUID);
        var modality = dataSet.first(Tags.Modality);
        return new Instances.Arrival(
                id,
                lookups.instance(uid),
                lookups.studyId(study),
                lookups.study(study),
                subject(uid, dataSet),
                incoming.sopClassUid(),
                modality.matches("[A-Z0-9 _]{1,16}") ? modality : "OT",
                size,
                clock.millis(),
                new InstanceFacts(uid, dataSet.first(Tags.SeriesInstanceUID), content, List.of()),
                StudyFacts.of(dataSet),
                new Instances.Index(
                        lookups.series(dataSet.first(Tags.SeriesInstanceUID)),
                        lookups.patient(dataSet.first(Tags.PatientID)),
                        lookups.accession(dataSet.first(Tags.AccessionNumber)),
                        InstanceHeader.of(dataSet, incoming.transferSyntax())));
    }

    /** Whose image it is; an image without a patient number is a subject of its own. */
    private String subject(String uid, DataSet dataSet) {
        var number = dataSet.first(Tags.PatientID).strip();
        if (number.isEmpty()) {
            return lookups.imageSubject(uid);
        }
        var stated = dataSet.first(Tags.IssuerOfPatientID).strip();
        return subjects.resolve(
                        new PatientIdentifier(stated.isEmpty() ? issuer : stated, number),
                        clock.instant())
                .value();
    }

    private StoreOutcome quarantine(
            Incoming incoming, byte[] bytes, Conformance.Finding.Broken broken) {
        var id = lookups.content("quarantine " + content(incoming, bytes));
        objects.write("quarantine-" + id, id + "-quarantine", header(incoming), bytes);
        var sopClass = incoming.sopClassUid().matches("[0-9.]{1,64}") ? incoming.sopClassUid() : "";
        instances.quarantine(id, clock.millis(), broken, sopClass, bytes.length);
        LOG.warn("object quarantined id={} rule={}", id, broken.rule());
        return new StoreOutcome.NotUnderstood(broken.reason());
    }

    private String content(Incoming incoming, byte[] bytes) {
        return lookups.content(incoming.transferSyntax().uid() + " " + Digest.of(bytes).value());
    }

    /** What makes a file of the bytes as they came. */
    private static byte[] header(Incoming incoming) {
        var out = new ByteArrayOutputStream(512);
        try {
            Part10.writeHeader(
                    Part10.meta(
                            ascii(incoming.sopClassUid()),
                            ascii(incoming.sopInstanceUid()),
                            incoming.transferSyntax()),
                    out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String ascii(String text) {
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }
}
