package io.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.phantom.PhantomOrder;
import io.meridian.cli.phantom.Phantoms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a person gets wrong is answered with one sentence and an exit code other than 0. */
class BadInputTests {
    @TempDir private Path folder;

    private static void assertRefused(String words, String... arguments) {
        var run = CommandLineRun.of(arguments);
        assertThat(run.exit()).as("exit code of %s", String.join(" ", arguments)).isNotZero();
        assertThat(run.errors())
                .startsWith("meridian: ")
                .contains(words)
                .doesNotContain("\tat ", "Exception");
        assertThat(run.errors().strip().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--nonsense | Unknown option: '--nonsense'",
                "nonsense | Unmatched argument",
                "demo --nonsense | Unknown option: '--nonsense'",
                "demo --sites 1 | --sites must be between 2 and 8; it is 1",
                "demo --sites 9 | --sites must be between 2 and 8; it is 9",
                "demo --sites two | 'two' is not an int",
                "demo --rounds 0 | --rounds must be between 1 and 100; it is 0",
                "demo --data /nowhere/at/all.npz | cannot be read",
                "phantom --out /tmp --hospital 9 | the hospital must be between 1 and 8; it is 9",
                "phantom --out /tmp --count 0 | between 1 and 100000; it is 0",
                "phantom --out /tmp --size 7 | size must be between 64.0 and 1024.0",
                "phantom --count 3 | Missing required option: '--out=DIR'",
                "dicom dump /nowhere/at/all.dcm | cannot be read",
                "dicom send --port 70000 /tmp | --port must be between 1 and 65535",
                "dicom send --port 104 --calling A_TITLE_THAT_IS_TOO_LONG /tmp | 1 to 16 characters",
                "dicom send --port 104 /nowhere/at/all | does not exist",
                "dicom receive --port 0 --out x | nobody may send",
                "dicom receive --port 0 --out x --accept NOBODY | --accept must be AE@ADDRESS",
                "hub | Missing required subcommand",
                "job list --server http://127.0.0.1:1 | no account is named"
            })
    void isOneSentence(String line, String words) {
        assertRefused(words, line.split(" "));
    }

    @Test
    void aPortInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    "choose another with --port",
                    "dicom",
                    "receive",
                    "--any-caller",
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--out",
                    folder.resolve("out").toString());
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        assertRefused("cannot be reached", "dicom", "echo", "--port", Integer.toString(port));
    }

    @Test
    void aHomeThatIsNotEmpty() throws IOException {
        Files.writeString(folder.resolve("something"), "here");

        assertRefused("--home must be empty or new", "demo", "--home", folder.toString(), "--exit");
    }

    @Test
    void aFileThatIsNoDicomObject() throws IOException {
        var file = Files.writeString(folder.resolve("letter"), "Dear Sir or Madam");

        assertRefused("cannot be read as DICOM", "dicom", "dump", file.toString());
        assertRefused(
                "is not a DICOM object that can be sent",
                "dicom",
                "send",
                "--port",
                "104",
                file.toString());
    }

    @Test
    void anArchiveThatIsNone() throws IOException {
        var file = Files.writeString(folder.resolve("data.npz"), "not a zip archive");

        assertRefused("not an npz archive", convert(file));
    }

    @Test
    void anArchiveWithoutTheArrays() throws IOException {
        var file = folder.resolve("data.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("pictures.npy"));
        }

        assertRefused("must hold an array train_images; it holds [pictures]", convert(file));
    }

    @Test
    void aDemoOnAnArchiveWithoutTheArraysStartsNothing() throws IOException {
        var file = folder.resolve("data.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("pictures.npy"));
        }
        var home = folder.resolve("home");

        assertRefused(
                "must hold an array train_images",
                "demo",
                "--data",
                file.toString(),
                "--home",
                home.toString(),
                "--exit");
        assertThat(home.resolve("hub")).doesNotExist();
        assertThat(home.resolve("pacs")).doesNotExist();
    }

    @Test
    void labelsThatDoNotMatchTheFiles() throws IOException {
        var images = folder.resolve("images");
        Phantoms.write(new PhantomOrder(PhantomHospital.of(1), 2, 1, 1, 0, 0), images);
        var labels = images.resolve("labels.csv");

        assertRefused("labels.csv is missing", demo(images, "a"));
        Files.writeString(labels, "SOPInstanceUID,label\n1.2.3,normal\n");
        assertRefused(
                "1 of its lines name an object that is not in the folder, the first is line 2",
                demo(images, "b"));
        Files.writeString(labels, "uid;finding\n");
        assertRefused("line 1: the header must be SOPInstanceUID,label", demo(images, "c"));
        Files.write(labels, "SOPInstanceUID,label\nnormal".getBytes(StandardCharsets.UTF_16LE));
        assertRefused("cannot be used", demo(images, "d"));
    }

    @Test
    void tooFewImagesForTheHospitals() throws IOException {
        var images = folder.resolve("images");
        var written =
                Phantoms.write(new PhantomOrder(PhantomHospital.of(1), 2, 1, 1, 0, 0), images);
        io.meridian.cli.modality.Labels.write(images.resolve("labels.csv"), written);

        assertRefused("too few images for 8 hospitals", demo(images, "home", "--sites", "8"));
    }

    private String[] convert(Path file) {
        return new String[] {
            "modality", "convert", file.toString(), "--out", folder.resolve("out").toString()
        };
    }

    private String[] demo(Path data, String home, String... more) {
        var arguments =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                "demo",
                                "--exit",
                                "--data",
                                data.toString(),
                                "--home",
                                folder.resolve(home).toString()));
        arguments.addAll(java.util.List.of(more));
        return arguments.toArray(String[]::new);
    }
}
