package io.meridian.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.meridian.cli.Meridian;
import io.meridian.cli.architecture.Documents.Call;
import io.meridian.cli.architecture.Documents.Link;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents point at is there, and what they tell people to type is known. */
class DocumentsTests {
    private static final Documents DOCUMENTS = Documents.read();

    /** Words that the launcher itself knows, each with the file that names its options. */
    private static final Map<String, String> OF_THE_LAUNCHER =
            Map.of(
                    "test", "meridian",
                    "benchmark", "benchmarks/src/main/java/io/meridian/benchmarks/Arguments.java");

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    /** As the launcher's {@code case} and the benchmarks' {@code switch} write theirs. */
    private static final Pattern LAUNCHER_OPTION =
            Pattern.compile("(--[a-z][a-z-]*)(?:\\)|\"| \\|)");

    /** A word that stands for what the reader puts in its place. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z…\\[].*");

    static Stream<Link> links() {
        return DOCUMENTS.links().stream();
    }

    static Stream<Call> calls() {
        return DOCUMENTS.calls().stream();
    }

    static Stream<Call> wholeCalls() {
        return calls().filter(call ->
                call.whole()
                        && !call.words().isEmpty()
                        && !OF_THE_LAUNCHER.containsKey(call.words().getFirst())
                        && call.words().stream().noneMatch("COMMAND"::equals));
    }

    @Test
    void documentsWereRead() {
        assertThat(DOCUMENTS.files()).hasSizeGreaterThan(10);
        assertThat(DOCUMENTS.links()).hasSizeGreaterThan(30);
        assertThat(DOCUMENTS.calls()).hasSizeGreaterThan(20);
        assertThat(wholeCalls()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("links")
    void everyLinkLeadsToAFileAndAHeadingThatAreThere(Link link) {
        var file = Documents.file(link);

        assertThat(file).exists();
        assertThat(file.startsWith(DOCUMENTS.root())).as("inside the repository").isTrue();
        var hash = link.target().indexOf('#');
        if (hash >= 0) {
            assertThat(Documents.anchors(file)).contains(link.target().substring(hash + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCommandAndOptionIsKnown(Call call) {
        var ofTheLauncher =
                call.words().stream().findFirst().map(OF_THE_LAUNCHER::get).map(this::optionsIn);
        var command = new CommandLine(new Meridian());
        for (var word : call.words()) {
            var option = OPTION.matcher(word);
            if (option.lookingAt()) {
                assertThat(ofTheLauncher.orElse(command.getCommandSpec().optionsMap().keySet()))
                        .contains(option.group());
            } else if (ofTheLauncher.isEmpty()
                    && !command.getSubcommands().isEmpty()
                    && !PLACEHOLDER.matcher(word).matches()) {
                assertThat(command.getSubcommands()).containsKey(word);
                command = command.getSubcommands().get(word);
            }
        }
    }

    /** What stands in a block is there to be typed: nothing that it needs may be missing. */
    @ParameterizedTest
    @MethodSource("wholeCalls")
    void everyCallInABlockIsComplete(Call call) {
        var command = new CommandLine(new Meridian());

        assertThatCode(() -> command.parseArgs(call.words().toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    private Set<String> optionsIn(String file) {
        var found =
                LAUNCHER_OPTION
                        .matcher(Documents.text(DOCUMENTS.root().resolve(file)))
                        .results()
                        .map(each -> each.group(1))
                        .collect(Collectors.toSet());
        assertThat(found).contains("--help");
        return found;
    }
}
