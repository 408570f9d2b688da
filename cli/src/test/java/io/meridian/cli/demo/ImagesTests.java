package io.meridian.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.cli.CommandException;
import io.meridian.cli.demo.Images.Supply;
import io.meridian.cli.dicom.DicomFiles;
import io.meridian.cli.modality.LabelledImage;
import io.meridian.cli.modality.Labels;
import io.meridian.cli.phantom.PhantomHospital;
import io.meridian.cli.phantom.PhantomOrder;
import io.meridian.cli.phantom.Phantoms;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo sends: all of what it was given, and nobody's held-out images twice. */
class ImagesTests {
    @TempDir private Path folder;

    private Supply supply(@Nullable Path data, int sites) throws IOException {
        var home = Files.createTempDirectory(folder, "home");
        var silent =
                new Story(
                        new PrintStream(
                                OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        false);
        return Supply.of(new DemoSettings(data, sites, 1, 7, home), silent);
    }

    private static List<LabelledImage> all(List<List<LabelledImage>> perSite) {
        return perSite.stream().flatMap(List::stream).toList();
    }

    private static DataSet read(LabelledImage image) {
        return DicomFiles.read(image.file()).dataSet();
    }

    @Test
    void phantomsOfNewStudiesAreOtherPeople() throws IOException {
        var supply = supply(null, 2);

        assertThat(supply.splitUnit()).isEqualTo("subject");
        assertThat(supply.forTraining()).hasSize(2).allMatch(images -> images.size() == 241);
        var patients = new HashSet<String>();
        all(supply.forTraining()).forEach(image -> patients.add(read(image).first(Tags.PatientID)));
        var studies = new HashSet<String>();
        for (var image : all(supply.forInference())) {
            var dataSet = read(image);
            assertThat(patients).doesNotContain(dataSet.first(Tags.PatientID));
            assertThat(studies.add(dataSet.first(Tags.StudyInstanceUID))).isTrue();
        }
        assertThat(studies).hasSize(24);
    }

    @Test
    void everyImageOfAnArchiveIsSentOnce() throws IOException {
        var supply = supply(Peers.data("breastmnist/breastmnist_64.npz"), 3);

        var images = all(supply.forTraining());
        assertThat(supply.splitUnit()).isEqualTo("image");
        assertThat(images).hasSize(780);
        assertThat(images.stream().map(LabelledImage::sopInstanceUid).distinct()).hasSize(780);
        assertThat(images.stream().filter(image -> image.split().equals("train"))).hasSize(546);
        assertThat(images.stream().filter(image -> image.split().equals("validation"))).hasSize(78);
        assertThat(images.stream().filter(image -> image.split().equals("test"))).hasSize(156);
        assertThat(supply.forTraining().stream().map(List::size).distinct())
                .as("unevenly")
                .hasSizeGreaterThan(1);
    }

    @Test
    void newStudiesOfAnArchiveAreTestImagesUnderOtherNames() throws IOException {
        var supply = supply(Peers.data("breastmnist/breastmnist_64.npz"), 2);

        var testPixels = new HashSet<String>();
        var uids = new HashSet<String>();
        for (var image : all(supply.forTraining())) {
            var dataSet = read(image);
            uids.add(dataSet.first(Tags.SOPInstanceUID));
            uids.add(dataSet.first(Tags.StudyInstanceUID));
            if (image.split().equals("test")) {
                testPixels.add(pixels(dataSet));
            }
        }
        for (var image : all(supply.forInference())) {
            var dataSet = read(image);
            assertThat(testPixels).contains(pixels(dataSet));
            assertThat(image.label()).as("no label, so no data-set version").isEmpty();
            assertThat(dataSet.first(Tags.PatientID)).isNotEmpty();
            assertThat(dataSet.first(Tags.PatientName)).contains("=");
            assertThat(uids.add(dataSet.first(Tags.SOPInstanceUID))).isTrue();
            assertThat(uids.add(dataSet.first(Tags.StudyInstanceUID))).isTrue();
        }
    }

    @Test
    void onePersonsImagesOfAFolderStayAtOneHospital() throws IOException {
        var images = folder.resolve("images");
        var written =
                Phantoms.write(new PhantomOrder(PhantomHospital.of(1), 120, 3, 1, 0, 0), images);
        Labels.write(images.resolve("labels.csv"), written);

        var supply = supply(images, 3);

        assertThat(supply.splitUnit()).isEqualTo("subject");
        assertThat(all(supply.forTraining())).containsExactlyInAnyOrderElementsOf(written);
        var seen = new HashSet<String>();
        for (var site : supply.forTraining()) {
            var here = new HashSet<String>();
            site.forEach(image -> here.add(read(image).first(Tags.PatientID)));
            assertThat(here).isNotEmpty().noneMatch(seen::contains);
            seen.addAll(here);
        }
    }

    @Test
    void refusesADiskWithoutRoom() {
        assertThatThrownBy(() -> FreeDisk.require(folder, Long.MAX_VALUE))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("of free disk")
                .hasMessageContaining("give --home on another disk");
    }

    @Test
    void addressesAndPasswordsAreForTheOwnerOnly() throws IOException {
        PlatformFile.write(
                folder,
                new PlatformFile(
                        new PlatformFile.Hub(
                                "http://127.0.0.1:1", new PlatformFile.Account("admin", "p")),
                        List.of()));

        var file = folder.resolve("platform.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("\"username\" : \"admin\"");
    }

    private static String pixels(DataSet dataSet) {
        return java.util.HexFormat.of().formatHex(dataSet.bytes(Tags.PixelData));
    }
}
