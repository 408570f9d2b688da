package io.meridian.model.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open npz archive. Reads arrays of unsigned bytes in C order, which is what MedMNIST holds;
 * what an archive claims never decides how much memory is taken beyond {@link #MAXIMUM_BYTES}. Owns
 * the file until closed.
 */
public final class NpzFile implements AutoCloseable {
    /** The largest array accepted, in bytes. */
    public static final int MAXIMUM_BYTES = 1 << 30;

    private static final int MAXIMUM_HEADER = 1 << 16;
    private static final int MAXIMUM_ARRAYS = 1000;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    private final ZipFile zip;

    private NpzFile(ZipFile zip) {
        this.zip = zip;
    }

    public static NpzFile open(Path file) throws IOException {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            if (zip.size() > MAXIMUM_ARRAYS) {
                zip.close();
                throw new NumpyException("an npz archive has at most 1000 arrays");
            }
            return new NpzFile(zip);
        } catch (ZipException e) {
            throw new NumpyException("the file is not an npz archive: " + e.getMessage(), e);
        }
    }

    /** The names of the arrays. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".npy"))
                .forEach(name -> names.add(name.substring(0, name.length() - 4)));
        return names;
    }

    /** Reads an array of unsigned bytes. */
    public ByteArray bytes(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new NumpyException(
                    "the archive must hold an array %s; it holds %s".formatted(name, names()));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            String header = header(in, name);
            String type = find(TYPE, header, name, "descr");
            if (!type.equals("|u1") && !type.equals("u1")) {
                throw new NumpyException(
                        "array %s must hold unsigned bytes (|u1), not %s".formatted(name, type));
            }
            if (FORTRAN.matcher(header).find()) {
                throw new NumpyException("array %s must be in C order".formatted(name));
            }
            List<Integer> shape = shape(find(SHAPE, header, name, "shape"), name);
            long size = 1;
            for (int dimension : shape) {
                size = Math.min(size * dimension, MAXIMUM_BYTES + 1L);
            }
            if (size > MAXIMUM_BYTES) {
                throw new NumpyException(
                        "array %s may have at most %d bytes".formatted(name, MAXIMUM_BYTES));
            }
            byte[] values = in.readNBytes((int) size);
            if (values.length != size || in.read() >= 0) {
                throw new NumpyException(
                        "array %s of %s must have %d bytes; the archive holds another number"
                                .formatted(name, shape, size));
            }
            return new ByteArray(shape, values);
        } catch (ZipException e) {
            throw new NumpyException("array %s is damaged".formatted(name), e);
        }
    }

    private static String header(InputStream in, String name) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8 || !Arrays.equals(magic, 0, 6, MAGIC, 0, 6)) {
            throw new NumpyException("array %s is not in NumPy's npy format".formatted(name));
        }
        byte[] length = in.readNBytes(magic[6] == 1 ? 2 : 4);
        long size = 0;
        for (int i = length.length - 1; i >= 0; i--) {
            size = (size << 8) | (length[i] & 0xff);
        }
        if (size > MAXIMUM_HEADER) {
            throw new NumpyException(
                    "array %s: its header may have at most %d bytes"
                            .formatted(name, MAXIMUM_HEADER));
        }
        return new String(in.readNBytes((int) size), StandardCharsets.ISO_8859_1);
    }

    private static String find(Pattern pattern, String header, String name, String field) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new NumpyException("array %s: its header lacks %s".formatted(name, field));
        }
        return matcher.group(1);
    }

    private static List<Integer> shape(String text, String name) {
        List<Integer> shape = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                try {
                    shape.add(Integer.valueOf(part.strip()));
                } catch (NumberFormatException e) {
                    throw new NumpyException("array %s: its shape is too large".formatted(name), e);
                }
            }
        }
        if (shape.size() > 8) {
            throw new NumpyException("array %s may have at most 8 dimensions".formatted(name));
        }
        return shape;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
