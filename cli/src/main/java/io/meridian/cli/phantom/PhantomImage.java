package io.meridian.cli.phantom;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A chest-radiograph-like picture: torso, mediastinum, heart, ribs, two lungs, and, where asked, an
 * opacity in one lung. 12 bits in {@code short}s, MONOCHROME2: bright is dense.
 */
final class PhantomImage {
    static final int MAXIMUM = 4095;

    private final int size;
    private final double[] density;

    private PhantomImage(int size) {
        this.size = size;
        this.density = new double[size * size];
    }

    static PhantomImage draw(
            PhantomSettings settings,
            boolean diseased,
            RandomGenerator anatomy,
            RandomGenerator view) {
        var image = new PhantomImage(settings.size());
        image.body(settings.contrast(), anatomy, view);
        image.ribs(anatomy, view);
        if (diseased) {
            image.opacity(settings.opacity(), anatomy, view);
        }
        image.noise(settings.noise(), view);
        return image;
    }

    /** Writes lines of text into the pixels, as some devices do. */
    void burnIn(List<String> lines) {
        var dot = Math.max(1, size / 96);
        var top = size / 24;
        for (var line : lines) {
            for (var at = 0; at < line.length(); at++) {
                var left = size / 24 + at * (PhantomFont.WIDTH + 1) * dot;
                letter(line.charAt(at), top, left, dot);
            }
            top += (PhantomFont.HEIGHT + 3) * dot;
        }
    }

    private void letter(char letter, int top, int left, int dot) {
        for (var row = 0; row < PhantomFont.HEIGHT * dot; row++) {
            for (var column = 0; column < PhantomFont.WIDTH * dot; column++) {
                if (left + column < size
                        && top + row < size
                        && PhantomFont.ink(letter, row / dot, column / dot)) {
                    density[(top + row) * size + left + column] = 1;
                }
            }
        }
    }

    int size() {
        return size;
    }

    /** The stored values, row by row, 0 to {@value #MAXIMUM}. */
    short[] pixels() {
        var pixels = new short[density.length];
        for (var i = 0; i < density.length; i++) {
            pixels[i] = (short) Math.round(Math.clamp(density[i], 0, 1) * MAXIMUM);
        }
        return pixels;
    }

    private void body(double contrast, RandomGenerator anatomy, RandomGenerator view) {
        var width = 0.40 + 0.05 * anatomy.nextDouble();
        var lungWidth = 0.13 + 0.03 * anatomy.nextDouble();
        var lungHeight = 0.27 + 0.05 * anatomy.nextDouble();
        var heart = 0.12 + 0.05 * anatomy.nextDouble();
        var shiftX = 0.03 * (view.nextDouble() - 0.5);
        var shiftY = 0.05 * (view.nextDouble() - 0.5);
        for (var row = 0; row < size; row++) {
            for (var column = 0; column < size; column++) {
                var x = (column + 0.5) / size - 0.5 - shiftX;
                var y = (row + 0.5) / size - 0.5 - shiftY;
                var torso = soft(ellipse(x, y - 0.1, width, 0.62));
                var lungs =
                        Math.max(
                                soft(ellipse(x + 0.19, y + 0.02, lungWidth, lungHeight)),
                                soft(ellipse(x - 0.19, y + 0.02, lungWidth, lungHeight)));
                var spine = Math.exp(-x * x / (2 * 0.03 * 0.03));
                var cardiac = soft(ellipse(x - 0.05, y - 0.14, heart, 0.15));
                var value = 0.05 + 0.55 * torso - 0.38 * contrast * lungs * torso;
                value += 0.16 * spine * torso + 0.20 * cardiac * torso;
                density[row * size + column] = value;
            }
        }
    }

    private void ribs(RandomGenerator anatomy, RandomGenerator view) {
        var spacing = 0.075 + 0.01 * anatomy.nextDouble();
        var phase = view.nextDouble() * spacing;
        for (var row = 0; row < size; row++) {
            for (var column = 0; column < size; column++) {
                var x = (column + 0.5) / size - 0.5;
                var y = (row + 0.5) / size - 0.5;
                var chest = soft(ellipse(x, y + 0.02, 0.36, 0.34));
                var wave = Math.cos(2 * Math.PI * (y + 0.9 * x * x + phase) / spacing);
                density[row * size + column] += 0.05 * chest * Math.max(0, wave - 0.3);
            }
        }
    }

    private void opacity(double strength, RandomGenerator anatomy, RandomGenerator view) {
        var side = anatomy.nextBoolean() ? 0.19 : -0.19;
        var centreX = side + 0.05 * (anatomy.nextDouble() - 0.5);
        var centreY = -0.05 + 0.24 * (anatomy.nextDouble() - 0.5);
        var spots = 3 + anatomy.nextInt(4);
        for (var spot = 0; spot < spots; spot++) {
            var x0 = centreX + 0.06 * view.nextGaussian();
            var y0 = centreY + 0.07 * view.nextGaussian();
            var spread = 0.025 + 0.03 * anatomy.nextDouble();
            var peak = strength * (0.4 + 0.6 * anatomy.nextDouble());
            spot(x0, y0, spread, peak);
        }
    }

    private void spot(double x0, double y0, double spread, double peak) {
        var reach = 4 * spread;
        for (var row = pixel(y0 - reach); row < pixel(y0 + reach); row++) {
            for (var column = pixel(x0 - reach); column < pixel(x0 + reach); column++) {
                var x = (column + 0.5) / size - 0.5 - x0;
                var y = (row + 0.5) / size - 0.5 - y0;
                density[row * size + column] +=
                        peak * Math.exp(-(x * x + y * y) / (2 * spread * spread));
            }
        }
    }

    private int pixel(double position) {
        return Math.clamp(Math.round((position + 0.5) * size), 0, size);
    }

    private void noise(double deviation, RandomGenerator view) {
        for (var i = 0; i < density.length; i++) {
            density[i] += deviation * view.nextGaussian();
        }
    }

    /** Below 1 inside an axis-parallel ellipse around the origin, above 1 outside. */
    private static double ellipse(double x, double y, double halfWidth, double halfHeight) {
        return Math.sqrt(x * x / (halfWidth * halfWidth) + y * y / (halfHeight * halfHeight));
    }

    /** 1 inside, 0 outside, with a smooth edge. */
    private static double soft(double distance) {
        return 1 / (1 + Math.exp((distance - 1) * 18));
    }
}
