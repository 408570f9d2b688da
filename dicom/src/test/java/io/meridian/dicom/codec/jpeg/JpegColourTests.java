package io.meridian.dicom.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.codec.jpeg.JpegHeader.Adobe;
import io.meridian.dicom.codec.jpeg.JpegHeader.Coding;
import io.meridian.dicom.codec.jpeg.JpegHeader.Component;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegColourTests {
    /** The shared SC_rgb_*.dcm and JPEGs of the field, by their markers. */
    @ParameterizedTest
    @CsvSource({
        // ids, JFIF, Adobe, subsampled, declared, colour, warned
        "123, false, ABSENT, false, RGB, RGB, false",
        "123, false, ABSENT, false, YBR_FULL, YBR_FULL, false",
        "123, false, ABSENT, true, YBR_FULL_422, YBR_FULL, false",
        "123, true, ABSENT, true, YBR_FULL_422, YBR_FULL, false",
        "123, true, ABSENT, false, RGB, YBR_FULL, true",
        "123, false, NONE, false, RGB, RGB, false",
        "123, false, NONE, false, YBR_FULL_422, RGB, true",
        "123, false, YCC, false, RGB, YBR_FULL, true",
        "123, false, YCC, false, YBR_FULL, YBR_FULL, false",
        "123, false, OTHER, false, RGB, RGB, false",
        "123, false, ABSENT, true, RGB, YBR_FULL, true",
        "RGB, false, NONE, false, RGB, RGB, false",
        "RGB, true, ABSENT, false, YBR_FULL, RGB, true",
        "123, true, ABSENT, false, PALETTE COLOR, PALETTE COLOR, false"
    })
    void theStreamCorrectsADeclarationThatContradictsIt(
            String ids,
            boolean jfif,
            Adobe adobe,
            boolean subsampled,
            String declared,
            String expected,
            boolean warned) {
        var first = ids.equals("RGB") ? List.of(0x52, 0x47, 0x42) : List.of(1, 2, 3);
        var factor = subsampled ? 2 : 1;
        var components =
                List.of(
                        new Component(first.get(0), factor, 1, 0),
                        new Component(first.get(1), 1, 1, 0),
                        new Component(first.get(2), 1, 1, 0));
        var header = new JpegHeader(Coding.BASELINE, 8, 8, 8, components, jfif, adobe);

        var colour = JpegColour.of(header, declared);

        assertThat(colour.photometricInterpretation()).isEqualTo(expected);
        assertThat(colour.warnings()).hasSize(warned ? 1 : 0);
    }
}
