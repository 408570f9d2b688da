package io.meridian.edge.dicomweb;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.Accept;
import io.meridian.dicom.web.MediaType;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * How an object leaves: in one file or in parts, and in which transfer syntax. What is stored is
 * given where no syntax or {@code *} was asked for, so that nothing is encoded anew unasked.
 */
record Delivery(boolean multipart, TransferSyntax target) {
    /** Between which a data set can be encoded anew without a pixel being touched. */
    private static final Set<TransferSyntax> NATIVE =
            Set.of(
                    TransferSyntax.IMPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_BIG,
                    TransferSyntax.DEFLATED);

    private static final Set<TransferSyntax> WRITTEN =
            Set.of(TransferSyntax.IMPLICIT_LITTLE, TransferSyntax.EXPLICIT_LITTLE);
    private static final String ANY = "*";

    /** By the best range that the object can be given in. */
    static Delivery of(Accept accept, TransferSyntax stored, boolean single) {
        for (var range : accept.ranges()) {
            var multipart = range.takes(MediaType.DICOM, true);
            if (range.quality() > 0
                    && (multipart || (single && range.takes(MediaType.DICOM, false)))) {
                var target = target(range, stored);
                if (target.isPresent()) {
                    return new Delivery(multipart, target.get());
                }
            }
        }
        throw new ApiException(
                HttpStatus.NOT_ACCEPTABLE,
                "an object in transfer syntax %s is given as it is, as multipart/related; type=\"application/dicom\"%s"
                        .formatted(
                                stored,
                                NATIVE.contains(stored)
                                        ? ", or in implicit or explicit little endian"
                                        : ""));
    }

    private static Optional<TransferSyntax> target(Accept.Range range, TransferSyntax stored) {
        var wanted = range.transferSyntax();
        if (wanted.isEmpty() || wanted.equals(ANY) || wanted.equals(stored.uid())) {
            return Optional.of(stored);
        }
        var syntax = new TransferSyntax(wanted);
        return NATIVE.contains(stored) && WRITTEN.contains(syntax)
                ? Optional.of(syntax)
                : Optional.empty();
    }

    /** The type of each part, with its transfer syntax. */
    MediaType type() {
        return MediaType.DICOM.with("transfer-syntax", target.uid());
    }
}
