package io.meridian.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.edge.home.AdmissionTemplate;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import io.meridian.network.policy.AdmissionPolicy;
import io.meridian.network.policy.AdmissionPolicy.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeInitTests {
    @TempDir Path folder;

    private AdmissionPolicy policy() throws IOException {
        return AdmissionPolicy.parse(Files.readString(new Home(folder).policy()));
    }

    @Test
    void admitsNothingUnlessItIsTold() throws IOException {
        EdgeInit.create(EdgeInit.Request.of(folder, "hospital-1"));
        var policy = policy();

        assertThat(policy.onTraining("chest-a", "small-resnet", "chest", 1))
                .isInstanceOf(Decision.Refused.class);
        assertThat(policy.onEvaluation("chest", false)).isInstanceOf(Decision.Refused.class);
        for (var channel : List.of("research", "shadow", "trial", "clinical")) {
            assertThat(policy.onRelease(channel)).isInstanceOf(Decision.Refused.class);
        }
        assertThat(policy.caseScoreAgreement()).isEmpty();
    }

    @Test
    void admitsWhatItWasToldAndNoMore() throws IOException {
        EdgeInit.create(
                EdgeInit.Request.of(folder, "hospital-1")
                        .admitting(
                                new AdmissionTemplate(
                                        List.of("chest-*"),
                                        List.of("small-resnet"),
                                        List.of("chest"),
                                        3,
                                        List.of("clinical"),
                                        "agreement: \"17\" # 2026")));
        var policy = policy();

        assertThat(policy.onTraining("chest-a", "small-resnet", "chest", 3))
                .isEqualTo(new Decision.Admitted());
        assertThat(policy.onTraining("chest-a", "small-resnet", "chest", 4))
                .isInstanceOf(Decision.Refused.class);
        assertThat(policy.onTraining("bone-a", "small-resnet", "chest", 3))
                .isInstanceOf(Decision.Refused.class);
        assertThat(policy.onRelease("clinical")).isEqualTo(new Decision.Admitted());
        assertThat(policy.onRelease("trial")).isInstanceOf(Decision.Refused.class);
        assertThat(policy.caseScoreAgreement()).isEqualTo("agreement: \"17\" # 2026");
    }

    @Test
    void refusesAChannelThatThereIsNotAndLeavesNoHome() {
        var request =
                EdgeInit.Request.of(folder.resolve("home"), "hospital-1")
                        .admitting(
                                new AdmissionTemplate(
                                        List.of(), List.of(), List.of(), 1, List.of("any"), ""));

        assertThatThrownBy(() -> EdgeInit.create(request))
                .isInstanceOf(EdgeException.class)
                .hasMessageContaining("admit.releaseChannels");
        assertThat(folder.resolve("home")).doesNotExist();
    }
}
