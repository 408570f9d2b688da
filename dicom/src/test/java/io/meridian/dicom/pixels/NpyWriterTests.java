package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTests {
    /** Shape, type and values are those of pydicom's pixel array, raw. */
    @Test
    void numpyLoadsWhatPydicomDecodes(@TempDir Path folder) throws IOException {
        var script =
                """
                import sys, numpy, pydicom
                from pydicom.pixels import pixel_array
                ours = numpy.load(sys.argv[1])
                data = pydicom.dcmread(sys.argv[2])
                theirs = pixel_array(data, raw=True)
                frames = int(data.get("NumberOfFrames") or 1)
                theirs = theirs.reshape(frames, data.Rows, data.Columns, data.SamplesPerPixel)
                print(ours.shape == theirs.shape, ours.dtype == theirs.dtype, (ours == theirs).all())
                """;
        for (var name :
                List.of(
                        "core/CT_small.dcm",
                        "core/rtdose.dcm",
                        "core/SC_rgb_rle_16bit_2frame.dcm",
                        "core/liver_1frame.dcm",
                        "extra/mlut_18.dcm",
                        "extra/parametric_map_float.dcm",
                        "extra/emri_small_jpeg_ls_lossless.dcm")) {
            var source = Peers.data("dicom").resolve(name);
            var npy = folder.resolve("out.npy");
            NpyWriter.write(Frames.of(Part10.read(source)), npy);
            assertThat(Peers.runPython(List.of("numpy", "pydicom"), script, npy, source))
                    .as(name)
                    .isEqualTo("True True True");
        }
    }

    @Test
    void theHeaderIsThatOfVersionOneAndAligned() throws IOException {
        var out = new ByteArrayOutputStream();
        var file =
                Pictures.file(
                        Pictures.image("MONOCHROME2", 1, 8, 8)
                                .numbers(Tags.Rows, 1)
                                .numbers(Tags.Columns, 2),
                        new byte[] {5, 6});
        NpyWriter.write(Frames.of(file), out);
        var bytes = out.toByteArray();

        assertThat(bytes).hasSize(128 + 2).endsWith(5, 6);
        assertThat(new String(bytes, 10, 118, java.nio.charset.StandardCharsets.US_ASCII))
                .startsWith("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2, 1), }")
                .endsWith("\n");
    }

    @Test
    void missingFramesAreRefusedBeforeAnythingIsWritten(@TempDir Path folder) {
        var out = new ByteArrayOutputStream();
        var file =
                Pictures.file(
                        Pictures.image("MONOCHROME2", 1, 8, 8)
                                .numbers(Tags.Rows, 1)
                                .numbers(Tags.Columns, 2)
                                .numbers(Tags.NumberOfFrames, 2),
                        new byte[] {5, 6});

        assertThatThrownBy(() -> NpyWriter.write(Frames.of(file), out))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("1 of 2 frames");
        assertThat(out.size()).isZero();
        var target = folder.resolve("x.npy");
        assertThatThrownBy(() -> NpyWriter.write(Frames.of(file), target))
                .isInstanceOf(PixelException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
