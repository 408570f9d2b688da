package io.meridian.dicom.fuzz;

import io.meridian.dicom.network.ProviderProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Commands and data sets after a good negotiation; PDUs have true lengths. */
final class MessagesTarget implements FuzzTarget {
    @Override
    public String name() {
        return "messages";
    }

    @Override
    public void run(byte[] input) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Upper.request());
        out.writeBytes(Upper.units(input));
        ProviderProbe.serve(out.toByteArray());
    }

    @Override
    public long allowance(byte[] input) {
        return (4 << 20) + 4_000L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        return Upper.dialogues();
    }
}
