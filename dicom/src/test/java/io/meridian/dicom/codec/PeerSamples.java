package io.meridian.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Samples that another program decoded: little-endian integers in a file. */
public final class PeerSamples {
    private PeerSamples() {}

    public static int[] read(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var values = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    public static int largestDifference(int[] ours, int[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        var largest = 0;
        for (var i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
        }
        return largest;
    }
}
