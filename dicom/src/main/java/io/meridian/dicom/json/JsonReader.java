package io.meridian.dicom.json;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Element;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Vr;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the model token by token. Limits hold before memory is taken: on the document's length
 * (twice the longest value), on depth, attributes, single values, and on the length of names,
 * numbers and texts. Errors of the parser are reported by their place only: their own text may
 * quote what was sent.
 */
final class JsonReader {
    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");

    /** JSON levels that one level of items takes: attribute, array, item. */
    private static final int ENCODING_BYTES = 4;

    private static final int LEVELS_PER_ITEM = 3;

    private static final int LONGEST_NAME = 64;

    private final JsonParser parser;
    private final Limits limits;
    private final BulkDataSource bulkData;
    private final RawValues raw;
    private int attributes;

    private JsonReader(JsonParser parser, Limits limits, BulkDataSource bulkData) {
        this.parser = parser;
        this.limits = limits;
        this.bulkData = bulkData;
        this.raw = new RawValues(parser, limits, this::members);
    }

    static <T> T from(
            InputStream json,
            Limits limits,
            BulkDataSource bulkData,
            Function<JsonReader, T> reading)
            throws IOException {
        var longest = (int) Math.min(limits.maxValueBytes(), Integer.MAX_VALUE / 2);
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxDocumentLength(2L * longest)
                                        .maxNestingDepth((limits.maxDepth() + 2) * LEVELS_PER_ITEM)
                                        .maxNameLength(LONGEST_NAME)
                                        .maxNumberLength(RawValues.LONGEST_NUMBER)
                                        .maxStringLength(2 * longest)
                                        .build())
                        .build();
        try (var parser = factory.createParser(ObjectReadContext.empty(), utf8(json))) {
            return reading.apply(new JsonReader(parser, limits, bulkData));
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            var rule =
                    e instanceof StreamConstraintsException
                            ? "a limit is exceeded"
                            : "it is not well formed";
            var place = e.getLocation();
            throw new DicomJsonException(
                    place == null
                            ? rule
                            : "%s, line %d, column %d"
                                    .formatted(rule, place.getLineNr(), place.getColumnNr()));
        }
    }

    /** RFC 8259 section 8.1: only UTF-8; the parser would guess UTF-16 and UTF-32 too. */
    private static InputStream utf8(InputStream json) throws IOException {
        var stream = new BufferedInputStream(json);
        stream.mark(ENCODING_BYTES);
        var head = stream.readNBytes(ENCODING_BYTES);
        stream.reset();
        for (var each : head) {
            if (each == 0 || (each & 0xFF) >= 0xFE) {
                throw new DicomJsonException("it is not in UTF-8");
            }
        }
        return stream;
    }

    DataSet single() {
        require(parser.nextToken() == JsonToken.START_OBJECT, TagPath.ROOT, "an object is needed");
        var dataSet = topLevel();
        end();
        return dataSet;
    }

    List<DataSet> several() {
        var all = new ArrayList<DataSet>();
        each(all::add);
        return List.copyOf(all);
    }

    void each(Consumer<DataSet> receiver) {
        var token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            receiver.accept(topLevel());
        } else {
            require(
                    token == JsonToken.START_ARRAY,
                    TagPath.ROOT,
                    "an array of objects or an object is needed");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(
                        parser.currentToken() == JsonToken.START_OBJECT,
                        TagPath.ROOT,
                        "the array may hold objects only");
                receiver.accept(topLevel());
            }
        }
        end();
    }

    private void end() {
        require(parser.nextToken() == null, TagPath.ROOT, "something follows the end");
    }

    private DataSet topLevel() {
        return Unicode.declared(members(TagPath.ROOT, 0));
    }

    /** The rest of an object, whose first member's name may have been read. */
    private DataSet members(TagPath path, int depth) {
        require(
                depth <= limits.maxDepth(),
                path,
                "items may be nested %d deep".formatted(limits.maxDepth()));
        var builder = DataSet.builder(CharacterSet.UTF_8);
        var name =
                parser.currentToken() == JsonToken.PROPERTY_NAME
                        ? parser.currentName()
                        : parser.nextName();
        while (name != null) {
            require(
                    ++attributes <= limits.maxElements(),
                    path,
                    "there may be %d attributes".formatted(limits.maxElements()));
            var tag = tag(name, path);
            var here = path.attribute(tag);
            require(!builder.soFar().containsKey(tag), here, "the attribute comes twice");
            var element = attribute(tag, here, depth);
            if (tag.element() != 0) {
                builder.put(element);
            }
            name = parser.nextName();
        }
        require(parser.currentToken() == JsonToken.END_OBJECT, path, "the object has no end");
        return builder.build();
    }

    private static Tag tag(String name, TagPath path) {
        require(
                TAG.matcher(name).matches(),
                path,
                "a member's name is a tag of 8 hexadecimal digits; this one is none");
        var tag = new Tag(Integer.parseUnsignedInt(name, 16));
        require(tag.group() != 0xFFFE, path, "a tag of group FFFE is no attribute");
        return tag;
    }

    private Element attribute(Tag tag, TagPath path, int depth) {
        require(
                parser.nextToken() == JsonToken.START_OBJECT,
                path,
                "an attribute is an object with vr and a value");
        @Nullable Vr vr = null;
        @Nullable Raw value = null;
        for (var member = parser.nextName(); member != null; member = parser.nextName()) {
            parser.nextToken();
            if (member.equals("vr")) {
                require(vr == null, path, "vr comes twice");
                vr = vr(path);
            } else {
                require(
                        value == null,
                        path,
                        "only one of Value, InlineBinary and BulkDataURI may be there");
                value =
                        switch (member) {
                            case "Value" -> raw.values(tag, path, depth);
                            case "InlineBinary" -> raw.inline(path);
                            case "BulkDataURI" -> raw.reference(path);
                            default ->
                                    throw new DicomJsonException(
                                            path,
                                            "a member is none of vr, Value, InlineBinary and BulkDataURI");
                        };
            }
        }
        if (vr == null) {
            throw new DicomJsonException(path, "vr is missing");
        }
        if (value == null) {
            return vr == Vr.SQ
                    ? Element.sequence(tag, List.of())
                    : Element.of(tag, vr, new byte[0]);
        }
        return element(tag, vr, value, path);
    }

    private Element element(Tag tag, Vr vr, Raw value, TagPath path) {
        try {
            return switch (value) {
                case Raw.Values(var values) -> ElementValues.of(tag, vr, values, path);
                case Raw.Inline(var bytes) -> ElementValues.inline(tag, vr, bytes, path);
                case Raw.Reference(var uri) -> {
                    require(vr != Vr.SQ, path, "a sequence cannot be bulk data");
                    yield new Element(tag, vr, bulkData.fetch(path, vr, uri));
                }
            };
        } catch (DicomJsonException e) {
            throw e;
        } catch (DicomException | IllegalArgumentException e) {
            // What the value rules say names no path, and their cause may quote the value.
            throw new DicomJsonException(path, "the value is not allowed for " + vr);
        }
    }

    private Vr vr(TagPath path) {
        var text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
        for (var vr : Vr.values()) {
            if (vr.name().equals(text)) {
                return vr;
            }
        }
        throw new DicomJsonException(path, "vr is not one of PS3.5 section 6.2");
    }

    static void require(boolean holds, TagPath path, String rule) {
        if (!holds) {
            throw new DicomJsonException(path, rule);
        }
    }
}
