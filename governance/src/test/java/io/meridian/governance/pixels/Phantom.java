package io.meridian.governance.pixels;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/**
 * Pictures that look like chest radiographs, with ribs, a heart, noise, and text where a test wants
 * it.
 */
final class Phantom {
    private final RandomGenerator random;

    Phantom(RandomGenerator random) {
        this.random = random;
    }

    BufferedImage chest(int width, int height, double noise) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        var raster = image.getRaster();
        var phase = random.nextDouble() * Math.PI;
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                var u = (x - width / 2.0) / width;
                var v = (y - height / 2.0) / height;
                var body = 190 - 300 * u * u * u * u * 8;
                var side = Math.abs(u) - 0.2;
                var lung =
                        side * side / 0.02 + v * v / 0.14 < 1
                                ? -110 * (1 - (side * side / 0.02 + v * v / 0.14))
                                : 0;
                var rib =
                        22
                                * Math.max(0, Math.sin(v * 55 + u * u * 30 + phase))
                                * (Math.abs(u) < 0.4 ? 1 : 0);
                var heart =
                        (u - 0.06) * (u - 0.06) / 0.02 + (v - 0.15) * (v - 0.15) / 0.03 < 1
                                ? 50
                                : 0;
                var value = body + lung + rib + heart + random.nextGaussian() * noise;
                raster.setSample(x, y, 0, (int) Math.clamp(value * 0.85, 0, 255));
            }
        }
        return image;
    }

    /** Draws a line of text; {@code height} is the font's size in pixels. */
    static void write(
            BufferedImage image,
            String text,
            String font,
            int style,
            int height,
            int grey,
            int x,
            int y,
            boolean smooth) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING,
                smooth
                        ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON
                        : RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
        graphics.setFont(new Font(font, style, height));
        // The colour is stated in the picture's own linear grey.
        graphics.setColor(new Color(grey, grey, grey));
        graphics.drawString(text, x, y);
        graphics.dispose();
    }

    static GreyImage grey(BufferedImage image) {
        var bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return GreyImage.of(image.getWidth(), image.getHeight(), bytes.clone());
    }
}
