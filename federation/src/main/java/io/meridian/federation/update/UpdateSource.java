package io.meridian.federation.update;

import io.meridian.model.weights.SafetensorsFile;
import io.meridian.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A port: stored weights that are read in ranges. */
public interface UpdateSource {
    /** Its tensors in the order of their data. */
    List<TensorInfo> tensors();

    /**
     * Reads {@code into.remaining()} bytes of a tensor, from {@code from} bytes after its start.
     */
    void read(TensorInfo tensor, long from, ByteBuffer into) throws IOException;

    /** An open safetensors file; closing it stays with the caller. */
    static UpdateSource of(SafetensorsFile file) {
        return new UpdateSource() {
            @Override
            public List<TensorInfo> tensors() {
                return file.tensors();
            }

            @Override
            public void read(TensorInfo tensor, long from, ByteBuffer into) throws IOException {
                file.read(tensor, from, into);
            }
        };
    }
}
