package io.meridian.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.network.link.DesiredGuard.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredGuardTests {
    @ParameterizedTest
    @CsvSource({
        "h1, 1, 5, 0, APPLY",
        "h1, 1, 5, 300000, APPLY",
        "h1, 1, 5, 300001, EXPIRED",
        "h1, 1, 4, 0, KNOWN",
        "h1, 1, 3, 0, GOES_BACK",
        "h1, 0, 9, 0, GOES_BACK",
        "h1, 2, 1, 0, APPLY",
        "h2, 1, 5, 0, FOREIGN",
        "'', 1, 5, 0, FOREIGN"
    })
    void judgesWhatArrivesBySiteEpochGenerationAndAge(
            String site, long epoch, long generation, long ageMillis, Verdict verdict) {
        var applied = new EdgeDesk.Applied(1, 4);

        assertThat(
                        DesiredGuard.judge(
                                "h1", applied, Desks.desired(site, epoch, generation), ageMillis))
                .isEqualTo(verdict);
    }
}
