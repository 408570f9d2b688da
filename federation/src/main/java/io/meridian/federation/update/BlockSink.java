package io.meridian.federation.update;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A port: where an aggregate's bytes go, in the order of its layout; {@code SafetensorsWriter}
 * fits.
 */
@FunctionalInterface
public interface BlockSink {
    void append(ByteBuffer bytes) throws IOException;
}
