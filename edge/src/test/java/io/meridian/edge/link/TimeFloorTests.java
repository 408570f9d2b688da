package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeFloorTests {
    @TempDir Path folder;
    private Site site;
    private TimeFloor floor;

    @BeforeEach
    void begin() throws Exception {
        site = new Site(folder);
        floor = new TimeFloor(site.facts, Clock.fixed(Site.START, ZoneOffset.UTC), () -> 0);
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void isRaisedByTheHubAndStaysRaisedOverARestart() {
        var later = Site.START.plus(Duration.ofHours(24));
        floor.raise(later);
        floor.persist();

        var next = new TimeFloor(site.facts, Clock.fixed(Site.START, ZoneOffset.UTC), () -> 0);
        assertThat(next.now()).isEqualTo(later);
    }

    @Test
    void passesOverAHubWhoseClockIsMoreThanADayAhead() {
        floor.raise(Site.START.plus(Duration.ofHours(24)).plusMillis(1));

        assertThat(floor.now()).isEqualTo(Site.START);
    }

    @Test
    void believesTheHubWhenTheLocalClockLostItsBattery() {
        var epoch = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        var fresh = new TimeFloor(site.facts, epoch, () -> 0);
        fresh.raise(Site.START);
        assertThat(fresh.now()).isEqualTo(Site.START);
        fresh.persist();

        var later = new TimeFloor(site.facts, epoch, () -> 0);
        assertThat(later.now()).isEqualTo(Site.START);
        later.raise(Site.START.plus(Duration.ofDays(40)));
        assertThat(later.now()).isEqualTo(Site.START.plus(Duration.ofDays(40)));
    }

    @Test
    void believesTheHubWhenTheLocalClockWasSetBack() {
        floor.persist();
        var back =
                new TimeFloor(
                        site.facts,
                        Clock.fixed(Site.START.minus(Duration.ofDays(3)), ZoneOffset.UTC),
                        () -> 0);
        back.raise(Site.START.plus(Duration.ofDays(2)));

        assertThat(back.now()).isEqualTo(Site.START.plus(Duration.ofDays(2)));
    }
}
