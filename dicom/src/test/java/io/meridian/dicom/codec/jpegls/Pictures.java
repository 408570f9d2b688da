package io.meridian.dicom.codec.jpegls;

import io.meridian.dicom.codec.FrameSize;
import java.util.Random;

/** Generated pictures with smooth, flat and noisy parts, so that all modes of a coder occur. */
final class Pictures {
    private Pictures() {}

    static int[] random(Random random, FrameSize size, int bits) {
        var maximum = (1 << bits) - 1;
        var noise = random.nextInt(3) * maximum / 8;
        var flat = random.nextInt(1 + size.rows());
        var samples = new int[size.values()];
        for (var i = 0; i < samples.length; i++) {
            var row = i / size.samples() / size.columns();
            var column = i / size.samples() % size.columns();
            var wave = (Math.sin(row / 9.0 + i % size.samples()) + Math.cos(column / 7.0) + 2) / 4;
            var value = (int) (wave * maximum) + (noise == 0 ? 0 : random.nextInt(noise));
            samples[i] = row < flat && column > 3 ? maximum / 3 : Math.clamp(value, 0, maximum);
        }
        return samples;
    }
}
