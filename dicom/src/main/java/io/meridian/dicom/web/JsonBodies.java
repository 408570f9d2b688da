package io.meridian.dicom.web;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.dicom.json.BulkDataSource;
import io.meridian.dicom.json.DicomJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON answers as data sets (PS3.18 annex F). */
final class JsonBodies {
    private static final Limits LIMITS = Limits.DEFAULT;

    /** Stands in for a value that stayed at the server. */
    private static final Element.Value NOTHING =
            Element.of(Tags.PixelData, Vr.OB, new byte[0]).value();

    private JsonBodies() {}

    /** Objects without values elsewhere. */
    static List<DataSet> dataSets(byte[] json) throws IOException {
        return DicomJson.readAll(new ByteArrayInputStream(json), LIMITS, BulkDataSource.REFUSED);
    }

    /** Objects and where their large values can be fetched. */
    static List<DicomWebClient.Metadata> metadata(byte[] json) throws IOException {
        var all = new ArrayList<DicomWebClient.Metadata>();
        var elsewhere = new LinkedHashMap<TagPath, String>();
        BulkDataSource notes =
                (path, _, uri) -> {
                    elsewhere.put(path, uri);
                    return NOTHING;
                };
        DicomJson.readEach(
                new ByteArrayInputStream(json),
                LIMITS,
                notes,
                dataSet -> {
                    all.add(new DicomWebClient.Metadata(dataSet, Map.copyOf(elsewhere)));
                    elsewhere.clear();
                });
        return all;
    }
}
