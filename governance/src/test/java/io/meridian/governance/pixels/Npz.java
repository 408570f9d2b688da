package io.meridian.governance.pixels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * Reads the images of a MedMNIST file: every array of unsigned bytes and shape (n, height, width).
 */
final class Npz {
    private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+), (\\d+), (\\d+)\\)");

    private Npz() {}

    static List<GreyImage> images(Path file) throws IOException {
        var images = new ArrayList<GreyImage>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                images(zip.readAllBytes(), images);
            }
        }
        return images;
    }

    private static void images(byte[] npy, List<GreyImage> images) {
        var length = (npy[8] & 0xff) | (npy[9] & 0xff) << 8;
        var header = new String(npy, 10, length, StandardCharsets.ISO_8859_1);
        var shape = SHAPE.matcher(header);
        if (!header.contains("|u1") || !shape.find()) {
            return;
        }
        var height = Integer.parseInt(shape.group(2));
        var width = Integer.parseInt(shape.group(3));
        for (var i = 0; i < Integer.parseInt(shape.group(1)); i++) {
            var pixels = new byte[width * height];
            System.arraycopy(npy, 10 + length + i * pixels.length, pixels, 0, pixels.length);
            images.add(GreyImage.of(width, height, pixels));
        }
    }
}
