package io.meridian.edge.link;

import io.meridian.application.process.Fault;
import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.registry.RegistryException;
import io.meridian.edge.home.Home;
import io.meridian.edge.research.NotReproducibleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does what the hub asks and the hospital admits: one task at a time, in the order in which it was
 * asked. What waits for the hub stands aside for others. Confined to its ticker's thread, except
 * where said.
 */
@Component
final class TaskRunner implements Work.Worker {
    static final int TRIES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final TaskTable tasks;
    private final TrainingTask training;
    private final EvaluationTask evaluation;
    private final Workers workers;
    private final Facts facts;
    private final Home home;
    private final Clock clock;
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private volatile @Nullable String current;

    private record Pause(Instant until, Duration length) {}

    TaskRunner(
            TaskTable tasks,
            TrainingTask training,
            EvaluationTask evaluation,
            Workers workers,
            Facts facts,
            Home home,
            Clock clock,
            Work work) {
        this.tasks = tasks;
        this.training = training;
        this.evaluation = evaluation;
        this.workers = workers;
        this.facts = facts;
        this.home = home;
        this.clock = clock;
        work.add(this);
    }

    /** Removes what a process that ended left behind. */
    void begin() {
        try (var left = Files.list(home.work())) {
            for (var each : left.toList()) {
                if (each.getFileName().toString().startsWith(Workbench.PREFIX)) {
                    Folders.delete(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder must be writable", e);
        }
    }

    /** Ends the worker; what was under way goes on in the next process. Any thread. */
    void end() {
        workers.close();
    }

    /** A task that is asked no more stops. Any thread. */
    @Override
    public void changed() {
        var running = current;
        if (running != null && tasks.find(running).filter(TaskRow::wanted).isEmpty()) {
            workers.cancel(Workbench.key(running));
        }
    }

    /** What waited for the hub goes on at once. Any thread. */
    @Override
    public void connected() {
        pauses.clear();
        changed();
    }

    void step() {
        workers.closeIdle();
        var now = clock.instant();
        for (var row : tasks.open()) {
            var pause = pauses.get(row.id());
            if (pause == null || !pause.until().isAfter(now)) {
                run(row);
                return;
            }
        }
    }

    private void run(TaskRow row) {
        if (facts.number(tries(row)) >= TRIES) {
            fail(row, "the edge's process ended %d times while it worked on this".formatted(TRIES));
            return;
        }
        current = row.id();
        begun(row);
        try {
            switch (row.kind()) {
                case "train" -> training.run(row);
                case "evaluate" -> evaluation.run(row);
                default -> throw TaskProblem.failed("this edge does not know what is asked");
            }
            pauses.remove(row.id());
            facts.remove(tries(row));
        } catch (TaskProblem e) {
            ended(row, e);
        } catch (NotReproducibleException e) {
            refuse(row, String.valueOf(e.getMessage()));
        } catch (RegistryException e) {
            if (e.retryable()) {
                uncounted(row);
                pause(row);
            } else {
                fail(row, String.valueOf(e.getMessage()));
            }
        } catch (ArtifactException e) {
            again(row, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("task could not read or write task={} fault={}", row.id(), Fault.of(e));
            again(row, "a file or a connection failed; the edge's log says more");
        } catch (RuntimeException e) {
            LOG.warn("task broke off task={} fault={}", row.id(), Fault.of(e));
            again(row, "the edge could not do it; its log says more");
        } finally {
            current = null;
        }
    }

    private void ended(TaskRow row, TaskProblem problem) {
        switch (problem.kind()) {
            case FINAL -> fail(row, String.valueOf(problem.getMessage()));
            case REFUSED -> refuse(row, String.valueOf(problem.getMessage()));
            case TRY_AGAIN -> again(row, String.valueOf(problem.getMessage()));
            case WITHDRAWN -> {
                facts.remove(tries(row));
                LOG.info("task withdrawn task={}", row.id());
            }
            case INTERRUPTED -> {
                uncounted(row);
                LOG.info("task interrupted task={}", row.id());
            }
        }
    }

    private static String tries(TaskRow row) {
        return "tries/" + row.id();
    }

    /** Counts a try before its work, which may end this process before it can be counted after. */
    private void begun(TaskRow row) {
        facts.put(tries(row), Long.toString(facts.number(tries(row)) + 1));
    }

    /** Takes back the count of a try that the task is not to blame for. */
    private void uncounted(TaskRow row) {
        facts.put(tries(row), Long.toString(facts.number(tries(row)) - 1));
    }

    /** A try went wrong; after the last one the task failed. */
    private void again(TaskRow row, String reason) {
        var tries = facts.number(tries(row));
        if (tries >= TRIES) {
            fail(row, "tried %d times; the last time: %s".formatted(tries, reason));
            return;
        }
        LOG.warn("task will be tried again task={} tries={} reason={}", row.id(), tries, reason);
        pause(row);
    }

    private void fail(TaskRow row, String reason) {
        LOG.warn("task failed task={} reason={}", row.id(), reason);
        pauses.remove(row.id());
        facts.remove(tries(row));
        tasks.move(row.id(), "failed", reason);
    }

    private void refuse(TaskRow row, String reason) {
        LOG.warn("task refused task={} reason={}", row.id(), reason);
        pauses.remove(row.id());
        facts.remove(tries(row));
        tasks.move(row.id(), "refused", reason);
    }

    private void pause(TaskRow row) {
        var before = pauses.get(row.id());
        var length = before == null ? FIRST_PAUSE : before.length().multipliedBy(2);
        length = length.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : length;
        pauses.put(row.id(), new Pause(clock.instant().plus(length), length));
    }
}
