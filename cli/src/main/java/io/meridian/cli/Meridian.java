package io.meridian.cli;

import io.meridian.cli.api.UnreachableException;
import io.meridian.cli.demo.DemoCommand;
import io.meridian.cli.dicom.DicomCommand;
import io.meridian.cli.modality.ModalityCommand;
import io.meridian.cli.phantom.PhantomCommand;
import io.meridian.cli.site.EdgeCommand;
import io.meridian.cli.site.HubCommand;
import io.meridian.dicom.DicomException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The root of the command line: names the commands; each is a class of its own. */
@Command(
        name = "meridian",
        mixinStandardHelpOptions = true,
        version = "Meridian 0.1.0",
        synopsisHeading = "%nUsage: ",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        header = {
            "Meridian (经络): a public service platform for medical AI.",
            "Hospitals govern their data, learn together, prove their models and use them."
        },
        footer = {
            "",
            "Start here:",
            "  ./meridian demo            the whole main job on this machine, with pages to look at",
            "  ./meridian test            everything that must pass",
            "  ./meridian benchmark       figures beside named peers",
            "",
            "meridian COMMAND --help explains a command. The book is in docs/ (English and 中文)."
        },
        subcommands = {
            DemoCommand.class,
            HubCommand.class,
            EdgeCommand.class,
            io.meridian.cli.governance.LegalBasisCommand.class,
            io.meridian.cli.governance.LabelsCommand.class,
            io.meridian.cli.governance.DatasetCommand.class,
            io.meridian.cli.governance.SubjectCommand.class,
            io.meridian.cli.training.JobCommand.class,
            io.meridian.cli.validation.ValidateCommand.class,
            io.meridian.cli.validation.ReleaseCommand.class,
            io.meridian.cli.serving.ResultCommand.class,
            io.meridian.cli.serving.LineageCommand.class,
            DicomCommand.class,
            ModalityCommand.class,
            PhantomCommand.class
        })
public final class Meridian implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        // Chinese names are printed whatever the terminal's locale says.
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Meridian())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Meridian::misused)
                .setExecutionExceptionHandler(oneSentence());
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static int misused(CommandLine.ParameterException problem, String[] arguments) {
        var command = problem.getCommandLine();
        command.getErr()
                .printf(
                        "meridian: %s; see: %s --help%n",
                        problem.getMessage(), command.getCommandSpec().qualifiedName());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Expected failures are one sentence; anything else is a bug and says so with its trace. */
    private static IExecutionExceptionHandler oneSentence() {
        return (problem, command, _) -> {
            switch (problem) {
                case CommandException e -> command.getErr().println("meridian: " + e.getMessage());
                case UnreachableException e ->
                        command.getErr().println("meridian: " + e.getMessage());
                case IllegalArgumentException e ->
                        command.getErr().println("meridian: " + e.getMessage());
                case DicomException e -> command.getErr().println("meridian: " + e.getMessage());
                default -> {
                    command.getErr().println("meridian: a fault in Meridian itself; please report");
                    problem.printStackTrace(command.getErr());
                }
            }
            return 1;
        };
    }
}
