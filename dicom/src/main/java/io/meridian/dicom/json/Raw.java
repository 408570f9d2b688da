package io.meridian.dicom.json;

import io.meridian.dicom.DataSet;
import java.util.List;
import java.util.Map;

/** What an attribute holds, before its VR is known: members of a JSON object have no order. */
sealed interface Raw {
    /** The array Value. */
    record Values(List<Single> values) implements Raw {
        public Values {
            values = List.copyOf(values);
        }
    }

    /** Decoded InlineBinary. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    record Inline(byte[] bytes) implements Raw {}

    /** BulkDataURI. */
    record Reference(String uri) implements Raw {}

    /** One of the values. */
    sealed interface Single {
        /** null: an empty value, or an empty item. */
        enum Null implements Single {
            NULL
        }

        record Text(String text) implements Single {}

        /** A number as it was written. */
        record Digits(String text) implements Single {}

        /** Component groups of a person's name. */
        record Name(Map<String, String> groups) implements Single {
            public Name {
                groups = Map.copyOf(groups);
            }
        }

        record Item(DataSet dataSet) implements Single {}

        /** {@code {}}: an item without attributes, or a name without components. */
        enum Hollow implements Single {
            HOLLOW
        }
    }
}
