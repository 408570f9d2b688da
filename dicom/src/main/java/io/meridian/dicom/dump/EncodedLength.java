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
    private static final long DELIMITER = 8;

    private final TransferSyntax syntax;

    EncodedLength(TransferSyntax syntax) {
        this.syntax = syntax;
    }

    OptionalLong of(Element element) {
        return element.isUndefinedLength() || element.value() instanceof Element.Value.Fragments
                ? OptionalLong.empty()
                : OptionalLong.of(content(element));
    }

    OptionalLong of(DataSet item) {
        return item.isUndefinedLength() ? OptionalLong.empty() : OptionalLong.of(content(item));
    }

    /** Of all that follows the header, but the delimiter. */
    private long content(Element element) {
        return switch (element.value()) {
            case Element.Value.Bytes(var content) -> content.length();
            case Element.Value.Items(var items) -> {
                var total = 0L;
                for (var item : items) {
                    total += ITEM_HEADER + content(item) + delimiter(item.isUndefinedLength());
                }
                yield total;
            }
            case Element.Value.Fragments(var fragments) -> {
                var total = DELIMITER;
                for (var fragment : fragments) {
                    total += ITEM_HEADER + fragment.length();
                }
                yield total;
            }
        };
    }

    private long content(DataSet dataSet) {
        var total = 0L;
        for (var element : dataSet) {
            var isLong = !syntax.isImplicit() && element.vr().hasLongForm();
            total +=
                    (isLong ? LONG_HEADER : SHORT_HEADER)
                            + content(element)
                            + delimiter(element.isUndefinedLength());
        }
        return total;
    }

    private static long delimiter(boolean isThere) {
        return isThere ? DELIMITER : 0;
    }
}
