package io.meridian.dicom.fuzz;

import io.meridian.dicom.Limits;
import io.meridian.dicom.fuzz.Probe.BoundBroken;
import io.meridian.dicom.json.BulkDataSource;
import io.meridian.dicom.json.DicomJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Any bytes as DICOM JSON; what was read and written is read as the same. */
final class JsonTarget implements FuzzTarget {
    private static final Limits LIMITS = Limits.DEFAULT;

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void run(byte[] input) throws IOException {
        for (var dataSet :
                DicomJson.readAll(
                        new ByteArrayInputStream(input), LIMITS, BulkDataSource.REFUSED)) {
            // Text in no declared character set may become text that declares one.
            var text = DicomJson.text(DicomJson.read(DicomJson.text(dataSet)));
            var again = DicomJson.text(DicomJson.read(text));
            if (!again.equals(text)) {
                throw new BoundBroken("JSON that was written and read must be written the same");
            }
        }
    }

    @Override
    public long allowance(byte[] input) {
        return (16 << 20) + 4_000L * input.length;
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var file : Seeds.objects()) {
            seeds.add(DicomJson.text(file.dataSet()).getBytes(StandardCharsets.UTF_8));
        }
        var every =
                """
                [{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},
                "00080018":{"vr":"UI","Value":["1.2"]},"00100010":{"vr":"PN","Value":[
                {"Alphabetic":"A^B","Ideographic":"\\u5c71","Phonetic":"c"},null]},
                "00091001":{"vr":"UN","InlineBinary":"AQID"},
                "00189073":{"vr":"FD","Value":[1.5e3,"NaN"]},"00200013":{"vr":"IS","Value":[7]},
                "00281053":{"vr":"DS","Value":["1.0",2]},"00720064":{"vr":"IS"},
                "00091002":{"vr":"AT","Value":["00280010"]},
                "00091003":{"vr":"UV","Value":["18446744073709551615"]},
                "7FE00010":{"vr":"OW","BulkDataURI":"http://127.0.0.1/x"},
                "00081140":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1"]}},{}]}}]
                """;
        seeds.add(every.getBytes(StandardCharsets.UTF_8));
        return seeds;
    }
}
