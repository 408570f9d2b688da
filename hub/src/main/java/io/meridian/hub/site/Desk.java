package io.meridian.hub.site;

import io.meridian.application.database.Database;
import io.meridian.network.link.SiteDesk;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;
import io.meridian.network.outbox.Inbox;
import io.meridian.network.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where the sites' messages arrive: observed state is stored, events have their effect once. */
@Component
public class Desk implements SiteDesk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final DesiredState desired;
    private final ObservedState observed;
    private final JournalHeads heads;
    private final SiteRegister sites;
    private final Inbox inbox;
    private final List<EventEffect> effects;
    private final Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();

    /** What an event of a kind means at the hub. */
    public interface EventEffect {
        /** True if the event is of a kind that this effect knows; it then had its effect. */
        boolean take(String site, OutboxEvent event);
    }

    Desk(
            Database database,
            Clock clock,
            DesiredState desired,
            ObservedState observed,
            JournalHeads heads,
            SiteRegister sites,
            List<EventEffect> effects) {
        this.desired = desired;
        this.observed = observed;
        this.heads = heads;
        this.sites = sites;
        this.effects = List.copyOf(effects);
        // Every effect is an upsert by the event's id, so that one that was cut off may run again.
        this.inbox =
                new Inbox((site, event, effect) -> {
                    var seen =
                            database.read()
                                    .sql("SELECT 1 FROM event_seen WHERE site = ? AND id = ?")
                                    .params(site, event.id())
                                    .query(Integer.class)
                                    .optional();
                    if (seen.isEmpty()) {
                        effect.run();
                        database.update(jdbc ->
                                jdbc.sql(
                                                "INSERT OR IGNORE INTO event_seen(site, id, at) VALUES (?, ?, ?)")
                                        .params(site, event.id(), clock.millis())
                                        .update());
                    }
                });
    }

    @Override
    public boolean admits(String site, Instant since) {
        return sites.admits(site, since);
    }

    @Override
    public void observed(String site, Observed message) {
        if (!message.getSite().equals(site)) {
            LOG.warn("message refused: it names another site than its certificate site={}", site);
            return;
        }
        observed.take(site, message);
        heads.take(site, message);
        var taken = new ArrayList<String>();
        for (var event : message.getEventsList()) {
            try {
                taken.addAll(inbox.receive(site, List.of(event), this::effect));
            } catch (RuntimeException e) {
                // Not acknowledged, so it comes again; it must not hold up what stands behind it.
                LOG.warn("event not taken yet site={} kind={}", site, event.getKind(), e);
            }
        }
        acknowledged.put(site, List.copyOf(taken));
    }

    @Override
    public Desired desired(String site) {
        return desired.of(site, acknowledged.getOrDefault(site, List.of()));
    }

    @Override
    public void connected(String site, boolean online) {
        observed.connected(site, online);
        LOG.info("edge {} site={}", online ? "connected" : "disconnected", site);
    }

    private void effect(String site, OutboxEvent event) {
        if (effects.stream().noneMatch(each -> each.take(site, event))) {
            LOG.warn("event of an unknown kind passed over site={} kind={}", site, event.kind());
        }
    }
}
