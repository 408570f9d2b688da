package io.meridian.serving.report;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.model.packaging.Code;
import java.util.List;

/** Content items of a structured report (PS3.3 C.17.3). */
record Content(CharacterSet characterSet) {
    static final String CONTAINS = "CONTAINS";
    static final String MODIFIER = "HAS CONCEPT MOD";
    static final String OBSERVATION_CONTEXT = "HAS OBS CONTEXT";

    void root(DataSet.Builder document, Code name, String template, List<DataSet> items) {
        document.text(Tags.ValueType, Vr.CS, "CONTAINER");
        document.put(concept(Tags.ConceptNameCodeSequence, name));
        document.text(Tags.ContinuityOfContent, Vr.CS, "SEPARATE");
        document.sequence(Tags.ContentTemplateSequence, templateItem(template));
        document.put(Element.sequence(Tags.ContentSequence, items));
    }

    DataSet container(Code name, List<DataSet> items) {
        return item(CONTAINS, "CONTAINER", name)
                .text(Tags.ContinuityOfContent, Vr.CS, "SEPARATE")
                .put(Element.sequence(Tags.ContentSequence, items))
                .build();
    }

    DataSet template(DataSet container, String template) {
        return container.toBuilder()
                .sequence(Tags.ContentTemplateSequence, templateItem(template))
                .build();
    }

    DataSet code(String relationship, Code name, Code value) {
        return item(relationship, "CODE", name)
                .put(concept(Tags.ConceptCodeSequence, value))
                .build();
    }

    DataSet text(String relationship, Code name, String value) {
        return put(item(relationship, "TEXT", name), Tags.TextValue, value).build();
    }

    DataSet uid(String relationship, Code name, String value) {
        return item(relationship, "UIDREF", name).text(Tags.UID, Vr.UI, value).build();
    }

    DataSet number(Code name, double value, Code unit) {
        DataSet measured =
                DataSet.builder(characterSet)
                        .numbers(Tags.NumericValue, value)
                        .put(concept(Tags.MeasurementUnitsCodeSequence, unit))
                        .build();
        return item(CONTAINS, "NUM", name).sequence(Tags.MeasuredValueSequence, measured).build();
    }

    DataSet image(DataSet image) {
        return DataSet.builder(characterSet)
                .text(Tags.RelationshipType, Vr.CS, CONTAINS)
                .text(Tags.ValueType, Vr.CS, "IMAGE")
                .sequence(Tags.ReferencedSOPSequence, Header.reference(image))
                .build();
    }

    private DataSet.Builder item(String relationship, String type, Code name) {
        return DataSet.builder(characterSet)
                .text(Tags.RelationshipType, Vr.CS, relationship)
                .text(Tags.ValueType, Vr.CS, type)
                .put(concept(Tags.ConceptNameCodeSequence, name));
    }

    private Element concept(Tag tag, Code code) {
        DataSet.Builder item =
                DataSet.builder(characterSet)
                        .text(Tags.CodeValue, code.value())
                        .text(Tags.CodingSchemeDesignator, code.scheme());
        return Element.sequence(tag, List.of(put(item, Tags.CodeMeaning, code.meaning()).build()));
    }

    /** Text in the document's character set, or in ASCII where that cannot hold it. */
    private static DataSet.Builder put(DataSet.Builder item, Tag tag, String text) {
        try {
            return item.text(tag, text);
        } catch (DicomException _) {
            return item.text(tag, Header.ascii(text));
        }
    }

    private static DataSet templateItem(String template) {
        return DataSet.builder()
                .text(Tags.MappingResource, "DCMR")
                .text(Tags.TemplateIdentifier, template)
                .build();
    }
}
