package io.meridian.dicom.json;

import io.meridian.dicom.CharacterSet;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tags;

/** Declares the character set of what was read: its text is in UTF-8. */
final class Unicode {
    private Unicode() {}

    /**
     * With ISO_IR 192 if a character set was declared or a character needs it; else in the default
     * repertoire, so that what is added later is written as is declared: not at all.
     */
    static DataSet declared(DataSet dataSet) {
        var declared =
                dataSet.get(Tags.SpecificCharacterSet).filter(each -> !each.isEmpty()).isPresent();
        if (declared || needs(dataSet)) {
            return in(CharacterSet.UTF_8, dataSet).toBuilder()
                    .characterSet(CharacterSet.UTF_8)
                    .build();
        }
        return in(CharacterSet.DEFAULT, dataSet);
    }

    private static boolean needs(DataSet dataSet) {
        for (var element : dataSet) {
            if (element.vr().isText() && hasHighByte(element.bytes())) {
                return true;
            }
            for (var item : element.items()) {
                if (needs(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasHighByte(byte[] bytes) {
        for (var each : bytes) {
            if (each < 0) {
                return true;
            }
        }
        return false;
    }

    private static DataSet in(CharacterSet set, DataSet dataSet) {
        var builder = DataSet.builder(set);
        for (var element : dataSet) {
            if (element.tag().equals(Tags.SpecificCharacterSet) && !element.isEmpty()) {
                builder.characterSet(CharacterSet.UTF_8);
            } else if (element.value() instanceof Element.Value.Items(var items)) {
                builder.put(
                        Element.sequence(
                                element.tag(), items.stream().map(item -> in(set, item)).toList()));
            } else if (element.isEmpty() && element.tag().equals(Tags.SpecificCharacterSet)) {
                builder.put(element);
                builder.characterSet(set);
            } else {
                builder.put(element);
            }
        }
        return builder.build();
    }
}
