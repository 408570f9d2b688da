package io.meridian.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes objects as files (PS3.10 section 7). */
final class Part10Writer {
    static final Content EMPTY_PREAMBLE = Content.of(emptyPreamble());

    private Part10Writer() {}

    static void write(DicomFile file, OutputStream out) throws IOException {
        writeStart(file, out);
        DataSetWriter.write(file.dataSet(), file.transferSyntax(), out);
    }

    /** All that stands before the data set: as it came if it is true, else made anew. */
    static void writeStart(DicomFile file, OutputStream out) throws IOException {
        var meta = file.meta();
        var span = meta.span();
        var dataSet = file.dataSet().span();
        var untouched = dataSet != null && dataSet.form() == Form.of(file.transferSyntax());
        var announced = meta.first(Tags.TransferSyntaxUID);
        var told = announced.equals(file.transferSyntax().uid());
        if (untouched ? span != null || meta.size() == 0 : span != null && told) {
            copyStart(file, out);
        } else {
            var complete = meta.size() == 0 ? made(file) : meta;
            var truth =
                    told
                            ? complete
                            : complete.toBuilder()
                                    .text(Tags.TransferSyntaxUID, file.transferSyntax().uid())
                                    .build();
            writeHeader(whole(file.preamble()), truth, out);
        }
    }

    /** All that stood before the data set, as it came. */
    static void copyStart(DicomFile file, OutputStream out) throws IOException {
        file.preamble().writeTo(out);
        var span = file.meta().span();
        if (span != null) {
            try (var copier = new SpanCopier(out)) {
                copier.copy(span.source(), span.from(), span.to());
                copier.flush();
            }
        }
    }

    /** Preamble, then the group with its true length. */
    static void writeHeader(Content preamble, DataSet meta, OutputStream out) throws IOException {
        preamble.writeTo(out);
        var content = new ByteArrayOutputStream();
        DataSetWriter.write(
                meta.toBuilder().remove(Tags.FileMetaInformationGroupLength).build(),
                TransferSyntax.EXPLICIT_LITTLE,
                content);
        var length =
                DataSet.builder()
                        .numbers(Tags.FileMetaInformationGroupLength, content.size())
                        .build();
        DataSetWriter.write(length, TransferSyntax.EXPLICIT_LITTLE, out);
        content.writeTo(out);
    }

    private static DataSet made(DicomFile file) {
        return Part10.meta(file.sopClassUid(), file.sopInstanceUid(), file.transferSyntax());
    }

    private static Content whole(Content preamble) {
        return preamble.length() == EMPTY_PREAMBLE.length() ? preamble : EMPTY_PREAMBLE;
    }

    private static byte[] emptyPreamble() {
        var bytes = new byte[Part10Reader.PREAMBLE + 4];
        bytes[Part10Reader.PREAMBLE] = 'D';
        bytes[Part10Reader.PREAMBLE + 1] = 'I';
        bytes[Part10Reader.PREAMBLE + 2] = 'C';
        bytes[Part10Reader.PREAMBLE + 3] = 'M';
        return bytes;
    }
}
