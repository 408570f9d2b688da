package io.meridian.hub.validation;

import io.meridian.hub.federation.Engine;
import io.meridian.hub.site.DesiredState;
import io.meridian.hub.site.SiteRegister;
import io.meridian.hub.validation.ReleaseStore.ReleaseRow;
import java.time.Clock;
import java.util.HashSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks every site for the newest release of each channel; what is older or expired is not asked.
 */
@Component
class Rollout implements Engine.Steps {
    /** Sites that enrolled since are asked within this many steps of the engine. */
    private static final int EVERY = 25;

    private final ReleaseStore releases;
    private final SiteRegister sites;
    private final DesiredState desired;
    private final Clock clock;
    private int steps;

    Rollout(ReleaseStore releases, SiteRegister sites, DesiredState desired, Clock clock) {
        this.releases = releases;
        this.sites = sites;
        this.desired = desired;
        this.clock = clock;
    }

    static String item(String release) {
        return "release/" + release;
    }

    @Override
    public void step() {
        if (steps++ % EVERY == 0) {
            askAll();
        }
    }

    void askAll() {
        var channels = new HashSet<String>();
        for (var release : releases.all()) {
            var wanted =
                    channels.add(release.channel())
                            && release.leaseExpires().isAfter(clock.instant());
            for (var site : sites.names()) {
                if (wanted) {
                    ask(site, release);
                } else {
                    desired.withdraw(site, item(release.digest()));
                }
            }
        }
    }

    private void ask(String site, ReleaseRow release) {
        var item = JsonMapper.shared().createObjectNode();
        item.put("release", release.digest());
        item.put("package", release.packageDigest());
        item.put("channel", release.channel());
        item.put("repository", "hub/release");
        item.put("packageRepository", "hub/package");
        desired.ask(site, item(release.digest()), "release", item);
    }
}
