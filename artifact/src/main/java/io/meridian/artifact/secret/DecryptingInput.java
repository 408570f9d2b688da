package io.meridian.artifact.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import javax.crypto.Cipher;

/**
 * Decrypts a payload chunk by chunk, in constant memory; hands out no byte that was not checked.
 *
 * <p>A payload that was changed, cut or moved ends in a {@link SecretException}. Not safe for
 * concurrent use.
 */
public final class DecryptingInput extends InputStream {
    private final PushbackInputStream in;
    private final PayloadFormat format;
    private final byte[] sealed;
    private final byte[] plain;
    private int at;
    private int filled;
    private long number;
    private boolean ended;

    DecryptingInput(SecretKey key, InputStream source, String context) throws IOException {
        in = new PushbackInputStream(source, 1);
        try {
            format = PayloadFormat.of(key, in.readNBytes(PayloadFormat.HEADER_BYTES), context);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
        sealed = new byte[format.chunkBytes() + PayloadFormat.TAG_BYTES];
        plain = new byte[format.chunkBytes()];
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var part = Math.min(length, filled - at);
        System.arraycopy(plain, at, bytes, offset, part);
        at += part;
        return part;
    }

    @Override
    public int available() {
        return filled - at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        while (at == filled) {
            if (ended) {
                return false;
            }
            var length = in.readNBytes(sealed, 0, sealed.length);
            var next = length < sealed.length ? -1 : in.read();
            if (next >= 0) {
                in.unread(next);
            }
            ended = next < 0;
            at = 0;
            filled = format.chunk(Cipher.DECRYPT_MODE, number, ended, sealed, length, plain);
            number++;
        }
        return true;
    }
}
