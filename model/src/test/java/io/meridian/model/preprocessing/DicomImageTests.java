package io.meridian.model.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.pixels.DecodedFrame;
import org.junit.jupiter.api.Test;

class DicomImageTests {
    private static DecodedFrame frame(boolean signed, String photometric) {
        return new DecodedFrame(1, 2, 1, 12, signed, photometric, 2, -1000, new int[] {-5, 7});
    }

    @Test
    void carriesWhatTheBitsCanHoldAndTheTransform() {
        PixelImage image = DicomImage.of(frame(true, "MONOCHROME2"), DataSet.EMPTY);

        assertThat(image.minimum()).isEqualTo(-2048);
        assertThat(image.maximum()).isEqualTo(2047);
        assertThat(image.slope()).isEqualTo(2);
        assertThat(image.intercept()).isEqualTo(-1000);
        assertThat(image.stored()).containsExactly(-5, 7);
        assertThat(image.inverted()).isFalse();
        assertThat(image.windows()).isEmpty();
        assertThat(DicomImage.of(frame(false, "MONOCHROME1"), DataSet.EMPTY))
                .matches(PixelImage::inverted)
                .matches(unsigned -> unsigned.minimum() == 0 && unsigned.maximum() == 4095);
    }

    @Test
    void carriesTheWindowsThatAreOnes() {
        DataSet dataSet =
                DataSet.builder()
                        .numbers(Tags.WindowCenter, 40, 300)
                        .numbers(Tags.WindowWidth, 0, 1500)
                        .build();

        assertThat(DicomImage.of(frame(true, "MONOCHROME2"), dataSet).windows())
                .containsExactly(new PixelImage.Window(300, 1500));
    }

    @Test
    void refusesColoursItDoesNotKnow() {
        assertThatThrownBy(() -> DicomImage.of(frame(false, "PALETTE COLOR"), DataSet.EMPTY))
                .isInstanceOf(PreprocessingException.class)
                .hasMessageContaining("[MONOCHROME1, MONOCHROME2, RGB]");
    }
}
