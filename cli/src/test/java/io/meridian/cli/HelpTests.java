package io.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command explains itself, and everything it takes. */
class HelpTests {
    static Stream<CommandLine> commands() {
        var found = new ArrayList<CommandLine>();
        collect(Meridian.commandLine(), found);
        return found.stream();
    }

    private static void collect(CommandLine command, List<CommandLine> found) {
        found.add(command);
        command.getSubcommands().values().forEach(sub -> collect(sub, found));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAHelp(CommandLine command) {
        var path = new ArrayList<>(List.of(command.getCommandSpec().qualifiedName().split(" ")));
        path.removeFirst();
        path.add("--help");

        var run = CommandLineRun.of(path.toArray(String[]::new));

        assertThat(run.exit()).isZero();
        assertThat(run.output()).contains("Usage: ").contains(command.getCommandName());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndParameterIsDescribed(CommandLine command) {
        var spec = command.getCommandSpec();

        assertThat(spec.usageMessage().header().length + spec.usageMessage().description().length)
                .isPositive();
        assertThat(spec.args()).allMatch(each -> each.description().length > 0);
    }
}
