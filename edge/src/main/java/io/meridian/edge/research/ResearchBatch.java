package io.meridian.edge.research;

import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.reception.Originals;
import io.meridian.edge.research.PendingInstances.Hold;
import io.meridian.edge.research.PendingInstances.Instance;
import io.meridian.edge.work.Memory;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.ResearchOutcome;
import io.meridian.governance.ResearchPipeline;
import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.deidentification.DeidentificationRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes some instances into the research zone together, so that they share the waits for the disk:
 * objects synced ▶ journal ▶ catalogue ▶ clinical rows. Stopped anywhere, the next run of the same
 * instances ends the same, with nothing twice.
 */
final class ResearchBatch {
    private static final Logger LOG = LoggerFactory.getLogger(ResearchBatch.class);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** File and elements, before and after. */
    private static final long COPIES = 2;

    /** Decoded values, their order, and the pictures in which text is looked for. */
    private static final long VALUE_BYTES = 14;

    /** An object of so few bytes is not read twice. */
    private static final long SMALL_BYTES = 256L << 10;

    private final Source source;
    private final ResearchPipeline pipeline;
    private final ResearchKeys keys;
    private final String issuer;
    private final ResearchObjects objects;
    private final SiteJournal journal;
    private final CatalogTable catalog;
    private final PendingInstances pending;
    private final Clock clock;

    /**
     * Where instances come from.
     *
     * @param acquisitions the journal's entry for the reception of an instance
     * @param memory that their pixels may take
     */
    record Source(
            Originals originals, Function<String, Reference.OfEntry> acquisitions, Memory memory) {}

    /** Where what is accepted goes. */
    record Zone(
            ResearchObjects objects,
            SiteJournal journal,
            CatalogTable catalog,
            PendingInstances pending) {}

    /**
     * What a batch works with.
     *
     * @param issuer of the patient numbers of objects that name none
     */
    ResearchBatch(
            Source source,
            ResearchPipeline pipeline,
            ResearchKeys keys,
            String issuer,
            Zone zone,
            Clock clock) {
        this.source = source;
        this.pipeline = pipeline;
        this.keys = keys;
        this.issuer = issuer;
        this.objects = zone.objects();
        this.journal = zone.journal();
        this.catalog = zone.catalog();
        this.pending = zone.pending();
        this.clock = clock;
    }

    /** How a batch ended; those that failed are neither accepted nor held, and wait on. */
    record Settled(int accepted, int held, List<Instance> failed) {}

    private sealed interface Result {
        record Accepted(Instance instance, DeidentificationRecord record, CatalogEntry entry)
                implements Result {}

        record Held(Hold hold, Optional<String> instanceUid) implements Result {}

        record Failed(Instance instance) implements Result {}
    }

    private record Made(Result result, List<ResearchObjects.Content> content) {}

    /** Takes the instances in; their pixels are worked on by the executor's threads. */
    Settled run(List<Instance> instances, ExecutorService workers) {
        var made =
                all(
                        workers,
                        instances.stream().<Callable<Made>>map(each -> () -> make(each)).toList());
        objects.put(made.stream().flatMap(each -> each.content().stream()).toList());
        var accepted = new ArrayList<Result.Accepted>();
        var held = new ArrayList<Hold>();
        var withdrawn = new ArrayList<String>();
        var failed = new ArrayList<Instance>();
        for (var each : made) {
            switch (each.result()) {
                case Result.Accepted result -> accepted.add(result);
                case Result.Held(var hold, var instanceUid) -> {
                    held.add(hold);
                    instanceUid.ifPresent(withdrawn::add);
                }
                case Result.Failed(var instance) -> failed.add(instance);
            }
        }
        if (!accepted.isEmpty()) {
            catalog.put(journal(accepted));
        }
        if (!withdrawn.isEmpty()) {
            catalog.withdraw(withdrawn);
        }
        pending.settle(accepted.stream().map(Result.Accepted::instance).toList(), held);
        return new Settled(accepted.size(), held.size(), failed);
    }

    private Made make(Instance instance) {
        try {
            var context = new ResearchPipeline.Context(issuer, clock.instant());
            var need = need(instance);
            if (!source.memory().fits(need.bytes())) {
                return held(
                        new Hold(
                                instance,
                                "too-large",
                                "the object needs more memory than this server has for one",
                                ""),
                        need.instanceUid());
            }
            return source.memory()
                    .within(
                            need.bytes(),
                            PATIENCE,
                            () -> {
                                var original = source.originals().read(instance.id());
                                return made(
                                        instance, original, pipeline.process(original, context));
                            })
                    .orElseThrow(() -> new EdgeException("there was no memory in time"));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Without the message: what a library says of a value it cannot read may hold the
            // value.
            LOG.warn(
                    "instance not processed instance={} type={} at={}",
                    instance.id(),
                    e.getClass().getName(),
                    Arrays.stream(e.getStackTrace()).findFirst().orElse(null));
            return new Made(new Result.Failed(instance), List.of());
        }
    }

    /**
     * What an instance takes of the memory: file, elements and values of all its frames.
     *
     * @param instanceUid its pseudonym, if it was looked at; it may be the correction of another
     */
    private record Need(long bytes, Optional<String> instanceUid) {}

    private Need need(Instance instance) {
        var stored = COPIES * instance.bytes();
        if (instance.bytes() <= SMALL_BYTES) {
            return new Need(stored + VALUE_BYTES * SMALL_BYTES, Optional.empty());
        }
        return source.memory()
                .within(
                        stored,
                        PATIENCE,
                        () -> {
                            var its = Part10.read(source.originals().read(instance.id())).dataSet();
                            var values =
                                    Math.max(1L, its.integer(Tags.NumberOfFrames, 1))
                                            * its.integer(Tags.Rows, 0)
                                            * its.integer(Tags.Columns, 0)
                                            * Math.max(1, its.integer(Tags.SamplesPerPixel, 1));
                            return new Need(
                                    stored + VALUE_BYTES * values,
                                    Optional.of(keys.uid(its.first(Tags.SOPInstanceUID))));
                        })
                .orElseThrow(() -> new EdgeException("there was no memory in time"));
    }

    private Made made(Instance instance, byte[] original, ResearchOutcome outcome) {
        return switch (outcome) {
            case ResearchOutcome.Accepted(var object, var record, var entry, var _) ->
                    objects.erased(entry.subject())
                            ? held(
                                    new Hold(
                                            instance,
                                            "subject-erased",
                                            "the subject was erased from the research zone",
                                            ""),
                                    Optional.of(entry.instanceUid()))
                            : new Made(
                                    new Result.Accepted(instance, record, entry),
                                    List.of(
                                            new ResearchObjects.Content(
                                                    entry.digest(), entry.subject(), object)));
            case ResearchOutcome.Held(var rule, var reason, var sopClass) ->
                    held(new Hold(instance, rule, reason, sopClass), instanceUid(original));
            case ResearchOutcome.Refused(var reason) ->
                    held(new Hold(instance, "malformed", reason, ""), Optional.empty());
        };
    }

    private static Made held(Hold hold, Optional<String> instanceUid) {
        return new Made(new Result.Held(hold, instanceUid), List.of());
    }

    /** A held object may be the correction of one that came in. */
    private Optional<String> instanceUid(byte[] original) {
        return Optional.of(keys.uid(Part10.read(original).dataSet().first(Tags.SOPInstanceUID)));
    }

    /** The entries wait for the disk together, so each has a thread of its own. */
    private List<CatalogTable.Row> journal(List<Result.Accepted> accepted) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return all(
                    threads,
                    accepted.stream()
                            .<Callable<CatalogTable.Row>>map(
                                    each -> () -> new CatalogTable.Row(each.entry(), append(each)))
                            .toList());
        }
    }

    private Reference.OfEntry append(Result.Accepted accepted) {
        var fields = (ObjectNode) JsonMapper.shared().readTree(accepted.record().toJson());
        fields.put("object", accepted.entry().digest().value());
        return journal.append(
                key(accepted.entry()),
                "deidentification",
                fields,
                List.of(
                        Parent.holding(
                                "acquisition",
                                source.acquisitions().apply(accepted.instance().id()))));
    }

    /** Of the entry on an object; a corrected one has the same UID, but is another object. */
    static String key(CatalogEntry entry) {
        return "deidentification/%s/%s".formatted(entry.instanceUid(), entry.digest().hex());
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) {
        var results = new ArrayList<T>();
        try {
            for (var future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgeException("the research zone was stopped", e);
        } catch (ExecutionException e) {
            throw new EdgeException("the research zone failed", e);
        }
        return results;
    }
}
