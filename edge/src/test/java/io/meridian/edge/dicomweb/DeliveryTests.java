package io.meridian.edge.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.application.http.ApiException;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.web.Accept;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** In what form objects and frames leave, by what is stored and what is taken. */
final class DeliveryTests {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String DICOM = "multipart/related; type=\"application/dicom\"";
    private static final String OCTETS = "multipart/related; type=\"application/octet-stream\"";

    private static Accept accept(String... values) {
        return Accept.parse(List.of(values));
    }

    @Nested
    final class Objects {
        private static Delivery of(TransferSyntax stored, String... accepted) {
            return Delivery.of(accept(accepted), stored, true);
        }

        @Test
        void leaveAsTheyAreStoredUnlessASyntaxIsNamed() {
            for (var range : List.of("*/*", DICOM, DICOM + "; transfer-syntax=*")) {
                assertThat(of(TransferSyntax.JPEG_LS_LOSSLESS, range).target())
                        .isEqualTo(TransferSyntax.JPEG_LS_LOSSLESS);
                assertThat(of(TransferSyntax.DEFLATED, range).target())
                        .isEqualTo(TransferSyntax.DEFLATED);
            }
        }

        @Test
        void areEncodedAnewOnlyWhereNoPixelIsTouched() {
            var explicit = DICOM + "; transfer-syntax=" + EXPLICIT;
            assertThat(of(TransferSyntax.EXPLICIT_BIG, explicit).target())
                    .isEqualTo(TransferSyntax.EXPLICIT_LITTLE);
            assertThatThrownBy(() -> of(TransferSyntax.RLE, explicit))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining(TransferSyntax.RLE.uid());
            assertThatThrownBy(() ->
                            of(
                                    TransferSyntax.EXPLICIT_LITTLE,
                                    DICOM + "; transfer-syntax=1.2.840.10008.1.2.5"))
                    .isInstanceOf(ApiException.class);
        }

        @Test
        void leaveByTheBestRangeThatFits() {
            assertThat(
                            of(
                                            TransferSyntax.EXPLICIT_LITTLE,
                                            DICOM + "; transfer-syntax=1.2.840.10008.1.2.4.90",
                                            DICOM + "; transfer-syntax=1.2.840.10008.1.2; q=0.5")
                                    .target())
                    .isEqualTo(TransferSyntax.IMPLICIT_LITTLE);
        }

        @Test
        void leaveInPartsUnlessOneAloneIsAskedFor() {
            assertThat(of(TransferSyntax.RLE, "*/*").multipart()).isTrue();
            assertThat(of(TransferSyntax.RLE, "application/dicom").multipart()).isFalse();
            assertThatThrownBy(() ->
                            Delivery.of(accept("application/dicom"), TransferSyntax.RLE, false))
                    .isInstanceOf(ApiException.class);
        }
    }

    @Nested
    final class Frames {
        private static String of(TransferSyntax stored, String... accepted) {
            var delivery = FrameDelivery.of(accept(accepted), stored, true);
            return "%s%s%s"
                    .formatted(
                            delivery.type().essence(),
                            delivery.isDecoded() ? " decoded" : "",
                            delivery.multipart() ? "" : " alone");
        }

        @Test
        void compressedOnesLeaveAsTheyAreOrDecoded() {
            assertThat(of(TransferSyntax.JPEG_BASELINE, "*/*")).isEqualTo("image/jpeg");
            assertThat(of(TransferSyntax.RLE, "multipart/related; type=\"image/dicom-rle\""))
                    .isEqualTo("image/dicom-rle");
            assertThat(of(TransferSyntax.JPEG_LS_LOSSLESS, "image/jls"))
                    .isEqualTo("image/jls alone");
            assertThat(of(TransferSyntax.RLE, OCTETS))
                    .isEqualTo("application/octet-stream decoded");
            assertThat(of(TransferSyntax.RLE, OCTETS + "; transfer-syntax=" + EXPLICIT))
                    .isEqualTo("application/octet-stream decoded");
            assertThat(of(TransferSyntax.RLE, OCTETS + "; transfer-syntax=*"))
                    .isEqualTo("application/octet-stream");
            assertThat(of(new TransferSyntax("1.2.840.10008.1.2.4.102"), "*/*"))
                    .isEqualTo("application/octet-stream");
        }

        @Test
        void nativeOnesLeaveAsOctets() {
            for (var range :
                    List.of("*/*", OCTETS, OCTETS + "; transfer-syntax=*", "multipart/related")) {
                assertThat(of(TransferSyntax.IMPLICIT_LITTLE, range))
                        .as(range)
                        .isEqualTo("application/octet-stream");
            }
        }

        @Test
        void whatCannotBeGivenIsRefusedByName() {
            for (var range :
                    List.of(
                            "multipart/related; type=\"image/jp2\"",
                            OCTETS + "; transfer-syntax=1.2.840.10008.1.2.4.90",
                            "text/html",
                            OCTETS + "; q=0")) {
                assertThatThrownBy(() -> of(TransferSyntax.EXPLICIT_LITTLE, range))
                        .as(range)
                        .isInstanceOf(ApiException.class)
                        .hasMessageContaining("application/octet-stream");
            }
        }
    }
}
