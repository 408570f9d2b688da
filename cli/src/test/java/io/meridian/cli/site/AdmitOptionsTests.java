package io.meridian.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

class AdmitOptionsTests {
    @Command
    private static final class Init {
        @ArgGroup(exclusive = false)
        private @Nullable AdmitOptions admits;
    }

    private static @Nullable AdmitOptions parse(String... arguments) {
        var init = new Init();
        new CommandLine(init).parseArgs(arguments);
        return init.admits;
    }

    @Test
    void nothingIsAdmittedWithoutAnOption() {
        assertThat(parse()).isNull();
    }

    @Test
    void passesEachPatternOn() {
        var admits =
                parse(
                        "--admit-jobs=chest-*",
                        "--admit-jobs=bone-*",
                        "--admit-channels=clinical",
                        "--case-score-agreement=2026-17");

        assertThat(admits).isNotNull();
        assertThat(admits.arguments())
                .containsExactly(
                        "--admit-jobs",
                        "chest-*",
                        "--admit-jobs",
                        "bone-*",
                        "--admit-channels",
                        "clinical",
                        "--max-epochs",
                        "50",
                        "--case-score-agreement",
                        "2026-17");
    }
}
