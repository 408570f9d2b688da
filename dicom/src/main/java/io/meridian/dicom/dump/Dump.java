package io.meridian.dicom.dump;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.UidNames;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is in an object, one line an attribute: tag, VR, value, then after # its length in bytes,
 * its multiplicity and its keyword; nested items indented; warnings at the end. Values are shown,
 * patient identity included: this is for whoever may see the object, never for a log. Control and
 * formatting characters are written as code points, so that a terminal does not obey them.
 */
public final class Dump {
    private Dump() {}

    /** All of it, long values cut. */
    public static String text(DicomFile file) {
        var out = new StringBuilder();
        try {
            write(file, DumpOptions.DEFAULT, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Writes line by line as it goes through the object. */
    public static void write(DicomFile file, DumpOptions options, Appendable out)
            throws IOException {
        new DumpWriter(TransferSyntax.EXPLICIT_LITTLE, options, out).dataSet(file.meta());
        var syntax = file.transferSyntax();
        var name = UidNames.entry(syntax.uid()).map(UidNames.Entry::keyword);
        out.append("# data set in transfer syntax ")
                .append(name.isPresent() ? name.get() + " " : "")
                .append(Values.safe(syntax.uid()))
                .append('\n');
        write(file.dataSet(), syntax, options, out);
        for (var warning : file.warnings()) {
            out.append(Values.safe("# warning: %s".formatted(warning))).append('\n');
        }
    }

    /** A bare data set; lengths are those of the transfer syntax. */
    public static void write(
            DataSet dataSet, TransferSyntax syntax, DumpOptions options, Appendable out)
            throws IOException {
        new DumpWriter(syntax, options, out).dataSet(dataSet);
    }
}
