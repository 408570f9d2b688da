package io.meridian.dicom.fuzz;

import io.meridian.dicom.network.ProviderProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Any bytes that a peer sends to a provider, from the first on. */
final class ProviderTarget implements FuzzTarget {
    @Override
    public String name() {
        return "provider";
    }

    @Override
    public void run(byte[] input) throws IOException {
        ProviderProbe.serve(input);
    }

    /** Buffers of the connection, and one PDU of the announced length. */
    @Override
    public long allowance(byte[] input) {
        return (4 << 20) + 500L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        return Upper.dialogues().stream().map(ProviderTarget::opened).toList();
    }

    private static byte[] opened(byte[] dialogue) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Upper.request());
        out.writeBytes(Upper.units(dialogue));
        return out.toByteArray();
    }
}
