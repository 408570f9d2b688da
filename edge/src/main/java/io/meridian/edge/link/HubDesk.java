package io.meridian.edge.link;

import com.google.protobuf.ByteString;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.network.link.EdgeDesk;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;
import io.meridian.network.outbox.Outbox;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the hub's messages arrive, and where this site's are made. */
@Component
public final class HubDesk implements EdgeDesk {
    private final EdgeConfiguration configuration;
    private final TaskIntake intake;
    private final TaskTable tasks;
    private final Outbox outbox;
    private final Pushes pushes;
    private final JournalOffer journal;
    private final Inventory inventory;
    private final HubConnection hub;
    private final TimeFloor time;
    private final Work work;
    private final String instance = UUID.randomUUID().toString();
    private volatile @Nullable Applied applied;
    private volatile boolean heard;

    HubDesk(
            EdgeConfiguration configuration,
            TaskIntake intake,
            TaskTable tasks,
            Outbox outbox,
            Pushes pushes,
            JournalOffer journal,
            Inventory inventory,
            HubConnection hub,
            TimeFloor time,
            Work work) {
        this.configuration = configuration;
        this.intake = intake;
        this.tasks = tasks;
        this.outbox = outbox;
        this.pushes = pushes;
        this.journal = journal;
        this.inventory = inventory;
        this.hub = hub;
        this.time = time;
        this.work = work;
    }

    @Override
    public Applied applied() {
        var known = applied;
        if (known == null) {
            known = intake.position();
            applied = known;
        }
        return known;
    }

    @Override
    public void apply(Desired desired) {
        var position = new Applied(desired.getEpoch(), desired.getGeneration());
        if (!position.equals(applied())) {
            intake.take(desired);
            applied = position;
            work.changed();
        }
        outbox.acknowledged(desired.getAcknowledgedEventsList());
        if (desired.hasCountersignature()) {
            journal.countersigned(desired.getCountersignature().getSignature().toByteArray());
        }
        time.raise(Instant.ofEpochMilli(desired.getIssuedMillis()));
        heard = true;
    }

    @Override
    public Observed observed() {
        var position = applied();
        var observed =
                Observed.newBuilder()
                        .setSite(configuration.site())
                        .setInstance(instance)
                        .setAppliedEpoch(position.epoch())
                        .setAppliedGeneration(position.generation())
                        .addAllStatuses(tasks.statuses())
                        .addAllEvents(pushes.ready(outbox.pending()))
                        .setInventory(ByteString.copyFrom(inventory.json()));
        if (heard) {
            journal.addTo(observed);
        }
        return observed.build();
    }

    @Override
    public void connected(boolean online) {
        if (!online) {
            heard = false;
            journal.forget();
        }
        hub.connected(online);
        if (online) {
            pushes.connected();
            work.connected();
        }
    }

    /** The last desired state that was applied here. */
    public long generation() {
        return applied().generation();
    }
}
