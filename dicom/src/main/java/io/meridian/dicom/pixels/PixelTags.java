package io.meridian.dicom.pixels;

import io.meridian.dicom.Tag;

/** Attributes of images that only this package uses, under their keywords of PS3.6. */
final class PixelTags {
    static final Tag FloatPixelData = new Tag(0x7FE00008);
    static final Tag DoubleFloatPixelData = new Tag(0x7FE00009);
    static final Tag ExtendedOffsetTable = new Tag(0x7FE00001);
    static final Tag ExtendedOffsetTableLengths = new Tag(0x7FE00002);
    static final Tag PixelPaddingValue = new Tag(0x00280120);
    static final Tag PixelPaddingRangeLimit = new Tag(0x00280121);
    static final Tag VOILUTFunction = new Tag(0x00281056);
    static final Tag SegmentedRedPalette = new Tag(0x00281221);
    static final Tag SegmentedGreenPalette = new Tag(0x00281222);
    static final Tag SegmentedBluePalette = new Tag(0x00281223);
    static final Tag ModalityLUTSequence = new Tag(0x00283000);
    static final Tag LUTDescriptor = new Tag(0x00283002);
    static final Tag LUTData = new Tag(0x00283006);
    static final Tag VOILUTSequence = new Tag(0x00283010);
    static final Tag PixelValueTransformationSequence = new Tag(0x00289145);
    static final Tag FrameVOILUTSequence = new Tag(0x00289132);
    static final Tag PresentationLUTShape = new Tag(0x20500020);
    static final Tag SharedFunctionalGroupsSequence = new Tag(0x52009229);
    static final Tag PerFrameFunctionalGroupsSequence = new Tag(0x52009230);

    private PixelTags() {}
}
