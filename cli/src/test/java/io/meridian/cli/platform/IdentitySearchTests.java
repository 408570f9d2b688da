package io.meridian.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The searcher itself must find what it is meant to find. */
class IdentitySearchTests {
    private static final String NAME = "欧阳^桂英";
    private final IdentitySearch search = new IdentitySearch(Set.of(NAME, "H10000017"));

    private interface Wrapping {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] wrapped(String text, Wrapping wrapping) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write("before".getBytes(StandardCharsets.UTF_8));
        try (var out = wrapping.around(bytes)) {
            out.write(text.repeat(3).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void findsANameInEveryCharacterSet() throws IOException {
        assertThat(search.deepMatches(NAME.getBytes(Charset.forName("GB18030")))).isTrue();
        assertThat(search.deepMatches(NAME.getBytes(StandardCharsets.UTF_16LE))).isTrue();
        assertThat(search.deepMatches(NAME.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void findsAnIdentifierInsideCompressedStreams() throws IOException {
        assertThat(search.deepMatches(wrapped("H10000017", GZIPOutputStream::new))).isTrue();
        assertThat(search.deepMatches(wrapped("H10000017", DeflaterOutputStream::new))).isTrue();
        assertThat(
                        search.deepMatches(
                                wrapped(
                                        "H10000017",
                                        out -> {
                                            var zip = new ZipOutputStream(out);
                                            zip.putNextEntry(new ZipEntry("x"));
                                            return zip;
                                        })))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc"})
    void findsAnIdentifierInBase64(String before) throws IOException {
        var bytes = (before + NAME + " and more").getBytes(StandardCharsets.UTF_8);
        var text = Base64.getEncoder().encodeToString(bytes);
        assertThat(search.deepMatches(text.getBytes(StandardCharsets.US_ASCII))).isTrue();
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(search.deepMatches("H10000018 欧阳 桂英".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
