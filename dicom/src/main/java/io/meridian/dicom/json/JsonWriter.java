package io.meridian.dicom.json;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Writes the model as it goes through a data set; nothing is collected. */
final class JsonWriter {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .build();

    /** PS3.18 section F.2.2: the others have no BulkDataURI. */
    private static final Set<Vr> MAY_STAND_OUTSIDE =
            EnumSet.of(
                    Vr.DS, Vr.FL, Vr.FD, Vr.IS, Vr.LT, Vr.OB, Vr.OD, Vr.OF, Vr.OL, Vr.OV, Vr.OW,
                    Vr.SL, Vr.SS, Vr.ST, Vr.SV, Vr.UC, Vr.UL, Vr.UN, Vr.US, Vr.UT, Vr.UV);

    private final JsonGenerator out;
    private final BulkDataSink bulkData;

    private JsonWriter(JsonGenerator out, BulkDataSink bulkData) {
        this.out = out;
        this.bulkData = bulkData;
    }

    static void to(OutputStream target, BulkDataSink bulkData, Consumer<JsonWriter> content)
            throws IOException {
        run(FACTORY.createGenerator(ObjectWriteContext.empty(), target), bulkData, content);
    }

    static void to(Writer target, BulkDataSink bulkData, Consumer<JsonWriter> content)
            throws IOException {
        run(FACTORY.createGenerator(ObjectWriteContext.empty(), target), bulkData, content);
    }

    private static void run(
            JsonGenerator generator, BulkDataSink bulkData, Consumer<JsonWriter> content)
            throws IOException {
        try (generator) {
            content.accept(new JsonWriter(generator, bulkData));
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    void array(Iterable<DataSet> dataSets) {
        out.writeStartArray();
        dataSets.forEach(this::dataSet);
        out.writeEndArray();
    }

    void dataSet(DataSet dataSet) {
        dataSet(dataSet, TagPath.ROOT);
    }

    private void dataSet(DataSet dataSet, TagPath path) {
        out.writeStartObject();
        for (var element : dataSet) {
            if (element.tag().element() != 0) {
                attribute(dataSet, element, path);
            }
        }
        out.writeEndObject();
    }

    private void attribute(DataSet dataSet, Element element, TagPath path) {
        var uri = uri(element, path);
        if (element.value() instanceof Element.Value.Fragments && uri.isEmpty()) {
            return;
        }
        out.writeName("%08X".formatted(element.tag().value()));
        out.writeStartObject();
        var vr = JsonValues.written(element);
        out.writeStringProperty("vr", vr.name());
        if (uri.isPresent()) {
            out.writeStringProperty("BulkDataURI", uri.get());
        } else if (!element.isEmpty()) {
            value(dataSet, element, vr, path);
        }
        out.writeEndObject();
    }

    private Optional<String> uri(Element element, TagPath path) {
        return element.isEmpty() || !MAY_STAND_OUTSIDE.contains(element.vr())
                ? Optional.empty()
                : bulkData.uri(path.attribute(element.tag()), element);
    }

    /** In pieces: the value may still lie in its file. */
    private void inline(Element element) {
        out.writeName("InlineBinary");
        try (var bytes = element.content().open()) {
            out.writeBinary(bytes, -1);
        } catch (IOException e) {
            throw JacksonIOException.construct(e);
        }
    }

    private void value(DataSet dataSet, Element element, Vr vr, TagPath path) {
        if (element.value() instanceof Element.Value.Items(var items)) {
            out.writeArrayPropertyStart("Value");
            var number = 0;
            for (var item : items) {
                dataSet(item, path.item(element.tag(), number++));
            }
            out.writeEndArray();
        } else if (JsonValues.isInline(vr)) {
            inline(element);
        } else if (element.tag().equals(Tags.SpecificCharacterSet)) {
            out.writeArrayPropertyStart("Value");
            out.writeString(CharacterSet.UTF_8.terms().getFirst());
            out.writeEndArray();
        } else {
            JsonValues.write(dataSet, element, vr, out);
        }
    }
}
