package io.meridian.dicom.dump;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.TransferSyntax;
import java.util.OptionalLong;

/** Bytes that values take in a transfer syntax (PS3.5 section 7); none where undefined. */
final class EncodedLength {
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 12;
    private static final int ITEM_HEADER = 8;

    private final TransferSyntax syntax;

    EncodedLength(TransferSyntax syntax) {
        this.syntax = syntax;
    }

    OptionalLong of(Element element) {
        return switch (element.value()) {
            case Element.Value.Bytes(var content) -> OptionalLong.of(content.length());
            case Element.Value.Items _ -> OptionalLong.of(items(element));
            case Element.Value.Fragments _ -> OptionalLong.empty();
        };
    }

    OptionalLong of(DataSet item) {
        return OptionalLong.of(content(item));
    }

    private long items(Element element) {
        var total = 0L;
        for (var item : element.items()) {
            total += ITEM_HEADER + content(item);
        }
        return total;
    }

    private long content(DataSet dataSet) {
        var total = 0L;
        for (var element : dataSet) {
            var isLong = !syntax.isImplicit() && element.vr().hasLongForm();
            total += (isLong ? LONG_HEADER : SHORT_HEADER) + of(element).orElse(0);
        }
        return total;
    }
}
