package io.meridian.edge.dicomweb;

import io.meridian.dicom.Element;
import io.meridian.dicom.Tags;
import io.meridian.dicom.json.BulkDataSink;
import io.meridian.dicom.json.DicomJson;
import io.meridian.edge.reception.Instances;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Attributes of objects as JSON, one object in memory at a time (PS3.18 section 10.4.1.1.2). */
@Component
final class MetadataAnswer {
    /** Bytes of a value that stand in the JSON itself; pixels never do. */
    private static final long INLINE = 1 << 10;

    private final StoredObjects objects;

    MetadataAnswer(StoredObjects objects) {
        this.objects = objects;
    }

    void write(List<Instances.Row> rows, String study, String base, OutputStream out)
            throws IOException {
        var separator = "[";
        for (var row : rows) {
            out.write(separator.getBytes(StandardCharsets.US_ASCII));
            separator = ",";
            var address = address(row, study, base);
            objects.<Boolean, IOException>with(
                    row,
                    file -> {
                        DicomJson.write(file.dataSet(), out, elsewhere(address));
                        return true;
                    });
        }
        out.write("]".getBytes(StandardCharsets.US_ASCII));
    }

    private static String address(Instances.Row row, String study, String base) {
        return "%s/studies/%s/series/%s/instances/%s"
                .formatted(
                        base, study, row.facts().seriesInstanceUid(), row.facts().sopInstanceUid());
    }

    private static BulkDataSink elsewhere(String instance) {
        return (path, element) ->
                isLarge(element)
                        ? Optional.of(instance + "/bulkdata/" + BulkDataPath.of(path))
                        : Optional.empty();
    }

    private static boolean isLarge(Element element) {
        return switch (element.value()) {
            case Element.Value.Bytes(var content) ->
                    content.length() > INLINE || element.tag().equals(Tags.PixelData);
            case Element.Value.Fragments(_) -> true;
            case Element.Value.Items(_) -> false;
        };
    }
}
