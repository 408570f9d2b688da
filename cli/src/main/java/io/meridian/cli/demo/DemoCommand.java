package io.meridian.cli.demo;

import io.meridian.cli.CommandException;
import io.meridian.cli.modality.Folders;
import io.meridian.cli.process.PlatformProcess;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meridian demo}: the whole main job on this machine. */
@Command(
        name = "demo",
        description = {
            "Do the whole main job on this machine, with a hub and hospitals to look at.",
            "Starts a hub and hospital edges as separate processes and goes through it step by step:",
            "enrol, acquire, govern, train, validate, release, infer, review, answer."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Runnable {
    private static final long NEEDED_BYTES = 2L << 30;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = {
                "a MedMNIST-like FILE.npz, or a FOLDER of DICOM files with labels.csv;",
                "without it, phantoms are generated"
            })
    private @Nullable Path data;

    @Option(
            names = "--sites",
            defaultValue = "3",
            description = "number of hospitals, 2 to 8; default: ${DEFAULT-VALUE}")
    private int sites;

    @Option(
            names = "--rounds",
            defaultValue = "6",
            description = "rounds of federated training, 1 to 100; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "of everything drawn; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "where everything is kept; must be empty or new; default: a new folder in target/demo")
    private @Nullable Path home;

    @Option(names = "--exit", description = "stop everything at the end instead of leaving it up")
    private boolean exit;

    @Option(names = "--report", paramLabel = "FILE", description = "write the figures as JSON")
    private @Nullable Path report;

    @Override
    public void run() {
        within("--sites", sites, 2, 8);
        within("--rounds", rounds, 1, 100);
        if (data != null && !Files.isReadable(data)) {
            throw new CommandException("--data %s cannot be read".formatted(data));
        }
        var folder = home();
        FreeDisk.require(folder, NEEDED_BYTES);
        var story = new Story(System.out, onTerminal());
        var settings = new DemoSettings(data, sites, rounds, seed, folder);
        var demo = new Demo(settings, story);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-shutdown"));
        try {
            var figures = demo.run();
            if (report != null) {
                figures.write(report);
                story.fact("figures: %s", report.toAbsolutePath());
            }
            if (!exit) {
                demo.stay();
            }
        } catch (IOException e) {
            throw new CommandException("the report cannot be written: " + e.getMessage(), e);
        } finally {
            demo.close();
        }
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && System.getenv("CI") == null;
    }

    private static void within(String option, int value, int low, int high) {
        if (value < low || value > high) {
            throw new CommandException(
                    "%s must be between %d and %d; it is %d".formatted(option, low, high, value));
        }
    }

    private Path home() {
        try {
            if (home == null) {
                var parent = PlatformProcess.root().resolve("target/demo");
                Files.createDirectories(parent);
                return Files.createTempDirectory(parent, "run-");
            }
            Folders.makeEmpty("--home", home);
            return home.toAbsolutePath();
        } catch (IOException e) {
            throw new CommandException(
                    "the folder for --home cannot be made: " + e.getMessage(), e);
        }
    }
}
