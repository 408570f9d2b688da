package io.meridian.dicom;

/**
 * Every attribute of the standard (PS3.6, edition 2024e) under its keyword. Attributes of repeating
 * groups, such as OverlayData, stand for the first group; four whose first tag is another
 * attribute's have none. Made by tools/dictionary.py, not by hand.
 */
public final class Tags
        implements TagsOf0000,
                TagsOf0008,
                TagsOf0010,
                TagsOf0018,
                TagsOf0020,
                TagsOf0028,
                TagsOf0040,
                TagsOf0070,
                TagsOf3002,
                TagsOf300A {
    private Tags() {}
}
