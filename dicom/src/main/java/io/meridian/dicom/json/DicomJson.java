package io.meridian.dicom.json;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Data sets as JSON and back (PS3.18 annex F, edition 2024e). JSON shows values, patient identity
 * included.
 *
 * <p>Written: text as Unicode, with ISO_IR 192 where a character set was declared; IS and DS as
 * numbers, or as strings where a number would lose what was sent; SV and UV beyond 2^53 as strings;
 * numbers that are not finite as the strings NaN, Infinity and -Infinity; bytes that are no whole
 * values of their VR as UN. Group lengths are left out, and so is encapsulated pixel data unless a
 * {@link BulkDataSink} places it.
 *
 * <p>Read: what has another structure is refused with a {@link DicomJsonException}; the order of
 * attributes and members, and lower-case digits in tags, are not. Text is encoded in UTF-8, and
 * ISO_IR 192 is declared if there is any that needs it.
 */
public final class DicomJson {
    private DicomJson() {}

    /** All of a data set, values inline. */
    public static String text(DataSet dataSet) {
        var out = new StringWriter();
        try {
            write(dataSet, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    public static void write(DataSet dataSet, Writer out) throws IOException {
        JsonWriter.to(out, BulkDataSink.NONE, writer -> writer.dataSet(dataSet));
    }

    public static void write(DataSet dataSet, OutputStream out) throws IOException {
        write(dataSet, out, BulkDataSink.NONE);
    }

    /** One object, in UTF-8. The stream stays open. */
    public static void write(DataSet dataSet, OutputStream out, BulkDataSink bulkData)
            throws IOException {
        JsonWriter.to(out, bulkData, writer -> writer.dataSet(dataSet));
    }

    /** An array of objects, in UTF-8, as DICOMweb answers. The stream stays open. */
    public static void writeAll(Iterable<DataSet> dataSets, OutputStream out, BulkDataSink bulkData)
            throws IOException {
        JsonWriter.to(out, bulkData, writer -> writer.array(dataSets));
    }

    /** One object; bulk data elsewhere is refused. */
    public static DataSet read(String json) {
        try {
            return read(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    Limits.DEFAULT,
                    BulkDataSource.REFUSED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One object and nothing after it. */
    public static DataSet read(InputStream json, Limits limits, BulkDataSource bulkData)
            throws IOException {
        return JsonReader.from(json, limits, bulkData, JsonReader::single);
    }

    /** An array of objects, or one object, as DICOMweb sends. */
    public static List<DataSet> readAll(InputStream json, Limits limits, BulkDataSource bulkData)
            throws IOException {
        return JsonReader.from(json, limits, bulkData, JsonReader::several);
    }

    /** As {@link #readAll}, one object at a time, so that only one is held. */
    public static void readEach(
            InputStream json, Limits limits, BulkDataSource bulkData, Consumer<DataSet> receiver)
            throws IOException {
        JsonReader.from(
                json,
                limits,
                bulkData,
                reader -> {
                    reader.each(receiver);
                    return true;
                });
    }
}
