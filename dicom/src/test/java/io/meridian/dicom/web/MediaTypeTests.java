package io.meridian.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MediaTypeTests {
    @Test
    void readsParametersQuotedOrNot() {
        var type =
                MediaType.parse(
                        "Multipart/Related; type=\"application/dicom\"; boundary=\"a b\\\"c\" ;x=1");

        assertThat(type.is(MediaType.RELATED)).isTrue();
        assertThat(type.parameter("type")).contains("application/dicom");
        assertThat(type.parameter("boundary")).contains("a b\"c");
        assertThat(type.parameter("x")).contains("1");
    }

    @Test
    void readsASlashInAnUnquotedValueSinceManySendersForgetTheQuotes() {
        assertThat(
                        MediaType.parse("multipart/related; type=application/dicom;boundary=b")
                                .parameters())
                .containsEntry("type", "application/dicom")
                .containsEntry("boundary", "b");
    }

    @Test
    void writesWhatItReads() {
        var type = MediaType.RELATED.with("type", "application/dicom").with("boundary", "a\"\\b");

        assertThat(type.toString())
                .isEqualTo(
                        "multipart/related; type=\"application/dicom\"; boundary=\"a\\\"\\\\b\"");
        assertThat(MediaType.parse(type.toString())).isEqualTo(type);
    }

    @Test
    void refusesWhatIsNoMediaType() {
        for (var text :
                List.of(
                        "",
                        "text",
                        "text/",
                        "/plain",
                        "text/plain; a",
                        "text/plain; a=\"b",
                        "text/plain; a=b; A=c",
                        "text/plain, text/html",
                        "text/pl ain",
                        "a/b/c",
                        "x".repeat(3_000) + "/y")) {
            assertThatThrownBy(() -> MediaType.parse(text))
                    .as(text)
                    .isInstanceOf(DicomWebException.class);
        }
    }

    @Nested
    final class Negotiation {
        private final List<MediaType> pictures = List.of(MediaType.JPEG, MediaType.PNG);

        @Test
        void anythingIsTakenWhereNothingWasAsked() {
            assertThat(Accept.parse(List.of()).choose(pictures, false)).contains(MediaType.JPEG);
            assertThat(Accept.parse(List.of("*/*")).choose(List.of(MediaType.DICOM), true))
                    .contains(MediaType.DICOM);
        }

        @Test
        void theHigherQualityWinsAndZeroRefuses() {
            assertThat(
                            Accept.parse(List.of("image/jpeg;q=0.5, image/png;q=0.8"))
                                    .choose(pictures, false))
                    .contains(MediaType.PNG);
            assertThat(Accept.parse(List.of("image/*", "image/jpeg;q=0")).choose(pictures, false))
                    .contains(MediaType.PNG);
            assertThat(Accept.parse(List.of("image/png;q=0")).choose(pictures, false)).isEmpty();
        }

        @Test
        void multipartAndSingleAreNotTheSame() {
            var related = Accept.parse(List.of("multipart/related; type=\"application/dicom\""));

            assertThat(related.choose(List.of(MediaType.DICOM), true)).contains(MediaType.DICOM);
            assertThat(related.choose(List.of(MediaType.DICOM), false)).isEmpty();
            assertThat(related.choose(List.of(MediaType.OCTET_STREAM), true)).isEmpty();
            assertThat(
                            Accept.parse(List.of("multipart/related"))
                                    .choose(List.of(MediaType.OCTET_STREAM), true))
                    .contains(MediaType.OCTET_STREAM);
        }

        @Test
        void keepsTheTransferSyntaxOfEachRange() {
            var accept =
                    Accept.parse(
                            List.of(
                                    "multipart/related; type=\"application/dicom\"; transfer-syntax=*;q=0.1,"
                                            + " multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.1"));

            assertThat(accept.ranges())
                    .extracting(Accept.Range::transferSyntax)
                    .containsExactly("1.2.840.10008.1.2.1", "*");
        }

        @Test
        void refusesNonsenseAndTooMuch() {
            for (var text : List.of("a", "a/b c/d", "a/b;q=2", "a/b;q=x", "a/b,".repeat(100))) {
                assertThatThrownBy(() -> Accept.parse(List.of(text)))
                        .as(text)
                        .isInstanceOf(DicomWebException.class);
            }
        }
    }
}
