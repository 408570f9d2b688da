package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys and certificates as PEM text and files (RFC 7468). */
public final class Pem {
    private static final int MAXIMUM_TEXT = 65_536;

    private Pem() {}

    static String write(String type, byte[] content) {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new NetworkException("PEM text could not be made", e);
        }
        return text.toString();
    }

    static byte[] read(String text, String type) {
        return read(text, type, 0);
    }

    /** The content of one object of a text that may hold several of other types and of its own. */
    static byte[] read(String text, String type, int index) {
        if (text.length() > MAXIMUM_TEXT) {
            throw new NetworkException("PEM text has at most 65,536 characters");
        }
        try (var reader = new PemReader(new StringReader(text))) {
            var left = index;
            for (var object = reader.readPemObject();
                    object != null;
                    object = reader.readPemObject()) {
                if (object.getType().equals(type) && left-- == 0) {
                    return object.getContent();
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new NetworkException("PEM text of type %s is damaged".formatted(type), e);
        }
        throw new NetworkException("PEM text of type %s was expected".formatted(type));
    }

    public static String of(X509Certificate certificate) {
        try {
            return write("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new NetworkException("a certificate could not be written", e);
        }
    }

    public static X509Certificate certificate(String text) {
        return certificate(text, 0);
    }

    static X509Certificate certificate(String text, int index) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(read(text, "CERTIFICATE", index)));
        } catch (GeneralSecurityException e) {
            throw new NetworkException("a certificate is damaged", e);
        }
    }

    static PrivateKey privateKey(String text) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(read(text, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new NetworkException("a private key is damaged", e);
        }
    }

    /** SHA-256 of a certificate, hex. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new NetworkException("a certificate's fingerprint could not be made", e);
        }
    }

    /** Writes a file that only its owner may read, whole or not at all. */
    static void store(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (var channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (var folder =
                    FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new NetworkException("%s could not be written".formatted(file.getFileName()), e);
        }
    }

    static String load(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new NetworkException("%s could not be read".formatted(file.getFileName()), e);
        }
    }
}
