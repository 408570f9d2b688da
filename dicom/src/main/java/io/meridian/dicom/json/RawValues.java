package io.meridian.dicom.json;

import static io.meridian.dicom.json.JsonReader.require;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Values as they stand in JSON. */
final class RawValues {
    /** Digits, sign and exponent of a number; DS has at most 16, a double at most 24. */
    static final int LONGEST_NUMBER = 64;

    /** Single values in one document: each costs more memory than its JSON. */
    private static final int MOST_VALUES = 10_000_000;

    private static final int LONGEST_URI = 8192;

    /** Reads the rest of an item whose first name has been read. */
    @FunctionalInterface
    interface ItemReader {
        DataSet read(TagPath path, int depth);
    }

    private final JsonParser parser;
    private final Limits limits;
    private final ItemReader items;
    private int count;

    RawValues(JsonParser parser, Limits limits, ItemReader items) {
        this.parser = parser;
        this.limits = limits;
        this.items = items;
    }

    Raw.Values values(Tag tag, TagPath path, int depth) {
        require(parser.currentToken() == JsonToken.START_ARRAY, path, "Value is an array");
        var values = new ArrayList<Raw.Single>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(
                    ++count <= MOST_VALUES,
                    path,
                    "there may be %d single values".formatted(MOST_VALUES));
            values.add(single(tag, path, depth, values.size()));
        }
        return new Raw.Values(values);
    }

    private Raw.Single single(Tag tag, TagPath path, int depth, int number) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Raw.Single.Null.NULL;
            case VALUE_STRING -> new Raw.Single.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Raw.Single.Digits(parser.getString());
            case START_OBJECT -> object(tag, path, depth, number);
            case null, default ->
                    throw new DicomJsonException(
                            path, "a value is a text, a number, null or an object");
        };
    }

    private Raw.Single object(Tag tag, TagPath path, int depth, int number) {
        var name = parser.nextName();
        if (name == null) {
            return Raw.Single.Hollow.HOLLOW;
        }
        if (JsonValues.NAME_GROUPS.contains(name)) {
            return name(path, name);
        }
        var parent = new TagPath(path.steps().subList(0, path.steps().size() - 1));
        return new Raw.Single.Item(items.read(parent.item(tag, number), depth + 1));
    }

    private Raw.Single name(TagPath path, String first) {
        var groups = new HashMap<String, String>();
        for (var group = first; group != null; group = parser.nextName()) {
            require(
                    JsonValues.NAME_GROUPS.contains(group),
                    path,
                    "a name's component group is Alphabetic, Ideographic or Phonetic");
            var token = parser.nextToken();
            require(
                    token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL,
                    path,
                    "a component group is a text");
            var text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
            require(groups.put(group, text) == null, path, "a component group comes twice");
        }
        return new Raw.Single.Name(groups);
    }

    Raw.Inline inline(TagPath path) {
        require(parser.currentToken() == JsonToken.VALUE_STRING, path, "InlineBinary is a text");
        var bytes = new ByteArrayOutputStream();
        parser.readBinaryValue(new Bounded(bytes, limits.maxValueBytes(), path));
        return new Raw.Inline(bytes.toByteArray());
    }

    Raw.Reference reference(TagPath path) {
        require(parser.currentToken() == JsonToken.VALUE_STRING, path, "BulkDataURI is a text");
        var uri = parser.getString();
        require(
                uri.length() <= LONGEST_URI,
                path,
                "BulkDataURI has at most %d characters".formatted(LONGEST_URI));
        return new Raw.Reference(uri);
    }

    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream target;
        private final long maximum;
        private final TagPath path;

        Bounded(ByteArrayOutputStream target, long maximum, TagPath path) {
            this.target = target;
            this.maximum = maximum;
            this.path = path;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            require(
                    target.size() + (long) length <= maximum,
                    path,
                    "a value may have %d bytes".formatted(maximum));
            target.write(bytes, offset, length);
        }
    }
}
