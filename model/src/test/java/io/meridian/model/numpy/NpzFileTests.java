package io.meridian.model.numpy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTests {
    @TempDir private Path folder;

    @Test
    void readsUnsignedBytesInOrder() throws IOException {
        try (NpzFile npz = open("|u1", "False", "(2, 3)", 6)) {
            ByteArray array = npz.bytes("x");

            assertThat(npz.names()).containsExactly("x");
            assertThat(array.shape()).containsExactly(2, 3);
            assertThat(array.get(1)).containsExactly(3, 4, 5);
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        refuses("x", "|u1", "False", "(2, 3)", 5, "must have 6 bytes");
        refuses("x", "|u1", "False", "(2, 3)", 7, "must have 6 bytes");
        refuses("x", "<f4", "False", "(2, 3)", 24, "unsigned bytes");
        refuses("x", "|u1", "True", "(2, 3)", 6, "C order");
        refuses("x", "|u1", "False", "(999999, 999999, 999999)", 6, "at most 1073741824 bytes");
        refuses("x", "|u1", "False", "(99999999999,)", 6, "too large");
        refuses("y", "|u1", "False", "(6,)", 6, "must hold an array y; it holds [x]");
    }

    @Test
    void refusesWhatIsNotAnArchive() throws IOException {
        Path file = folder.resolve("not.npz");
        Files.writeString(file, "hello");

        assertThatThrownBy(() -> NpzFile.open(file))
                .isInstanceOf(NumpyException.class)
                .hasMessageContaining("not an npz archive");
    }

    private void refuses(
            String name, String type, String fortran, String shape, int size, String part)
            throws IOException {
        try (NpzFile npz = open(type, fortran, shape, size)) {
            assertThatThrownBy(() -> npz.bytes(name))
                    .isInstanceOf(NumpyException.class)
                    .hasMessageContaining(part);
        }
    }

    private NpzFile open(String type, String fortran, String shape, int size) throws IOException {
        String header =
                "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                        .formatted(type, fortran, shape);
        Path file = folder.resolve("array.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            zip.write(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
            zip.write(header.getBytes(ISO_8859_1));
            for (int i = 0; i < size; i++) {
                zip.write(i);
            }
        }
        return NpzFile.open(file);
    }
}
