package io.meridian.dicom.dump;

/**
 * How an object is shown.
 *
 * @param maximumCharacters of one value; longer ones are cut, which an ellipsis says
 */
public record DumpOptions(int maximumCharacters, Selection selection, Form form) {
    /** All attributes, values cut at 64 characters. */
    public static final DumpOptions DEFAULT = new DumpOptions(64, Selection.ALL, Form.LINES);

    /** What is printed of an attribute. */
    public enum Form {
        /** Tag, VR, value, length, multiplicity and keyword. */
        LINES,
        /** Where it stands, without values. */
        PATHS
    }

    public DumpOptions {
        if (maximumCharacters < 1) {
            throw new IllegalArgumentException(
                    "at least one character of a value is shown; asked for " + maximumCharacters);
        }
    }

    public DumpOptions withMaximumCharacters(int characters) {
        return new DumpOptions(characters, selection, form);
    }

    public DumpOptions withSelection(Selection other) {
        return new DumpOptions(maximumCharacters, other, form);
    }

    public DumpOptions withForm(Form other) {
        return new DumpOptions(maximumCharacters, selection, other);
    }
}
