package io.meridian.dicom.fuzz;

import io.meridian.dicom.TransferSyntax;
import java.util.List;
import java.util.stream.Stream;

/** All targets. */
final class Targets {
    private static final List<FuzzTarget> ALL =
            List.of(
                    new PartTenTarget(),
                    new PictureTarget(),
                    new TextTarget(),
                    new OpenedFileTarget(),
                    new JsonTarget(),
                    new MultipartTarget(),
                    new CodecTarget("native", TransferSyntax.EXPLICIT_LITTLE),
                    new CodecTarget("rle", TransferSyntax.RLE),
                    new CodecTarget("jpeg", TransferSyntax.JPEG_EXTENDED),
                    new CodecTarget("jpeg-lossless", TransferSyntax.JPEG_LOSSLESS),
                    new CodecTarget("jpeg-ls", TransferSyntax.JPEG_LS_NEAR),
                    new CodecTarget("jpeg-2000", TransferSyntax.JPEG_2000),
                    new ProviderTarget(),
                    new MessagesTarget());

    /** All of them in one run. */
    static final FuzzTarget ANY = new AnyTarget(ALL);

    private Targets() {}

    static List<FuzzTarget> all() {
        return ALL;
    }

    static FuzzTarget named(String name) {
        return Stream.of(ALL, Planted.ALL, List.of(ANY))
                .flatMap(List::stream)
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no target " + name));
    }
}
