package io.meridian.edge.reception;

import io.meridian.artifact.secret.FileKeyStorage;
import io.meridian.artifact.secret.SecretKey;
import io.meridian.artifact.secret.Subject;
import io.meridian.artifact.secret.SubjectKeys;
import io.meridian.artifact.secret.Tombstone;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Encrypted files of the clinical zone, one key for each subject. Names are opaque. Thread-safe.
 *
 * <p>A file is whole and synced when {@link #write} returns. Nothing is taken out yet: retention
 * comes later.
 */
@Component
public final class ClinicalObjects {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}(-[0-9a-z]{1,40})?");

    private final Path folder;
    private final SubjectKeys keys;

    public ClinicalObjects(Home home, ZoneKeys zoneKeys, Clock clock) {
        folder = home.clinicalObjects();
        keys =
                new SubjectKeys(
                        SecretKey.of(zoneKeys.derive("clinical subject keys")),
                        new FileKeyStorage(home.keys().resolve("subjects")),
                        clock);
        makeFolders();
    }

    /** The file of an object with this content. */
    public static String nameOf(String instance, String content) {
        return instance + "-" + content;
    }

    /** Writes or replaces a file, of the parts one after another. */
    public void write(String subject, String name, byte[]... content) {
        try (var out = keys.encrypt(new Subject(subject), file(name), name)) {
            for (var part : content) {
                out.write(part);
            }
            out.commit();
        } catch (IOException e) {
            throw new UncheckedIOException("an object cannot be written", e);
        }
    }

    public byte[] read(String subject, String name) {
        try (var in = keys.decrypt(new Subject(subject), file(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("an object cannot be read", e);
        }
    }

    /** A file from its beginning, decrypted piece by piece; the caller closes it. */
    public InputStream open(String subject, String name) {
        return keys.decrypt(new Subject(subject), file(name), name);
    }

    /** Bytes of a file; somewhat more than its content has. */
    public long size(String name) {
        try {
            return Files.size(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("an object cannot be read", e);
        }
    }

    /** Destroys the subject's key: none of its files can be read again, wherever they are. */
    public Tombstone erase(String subject) {
        return keys.erase(new Subject(subject));
    }

    public boolean has(String name) {
        return Files.isRegularFile(file(name));
    }

    /** Bytes that are free on the disk of these files. */
    long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("the disk's free space is not known", e);
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new EdgeException("an object's name is 32 hex digits and a suffix");
        }
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    /** All 256 at once, so that no object has to sync its folder's parent. */
    private void makeFolders() {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            for (var number = 0; number < 256; number++) {
                Files.createDirectories(
                        folder.resolve(HexFormat.of().toHexDigits((byte) number)), mode);
            }
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
            sweep();
        } catch (IOException e) {
            throw new UncheckedIOException("the clinical objects' folders cannot be made", e);
        }
    }

    /** What a crash left half-written was never acknowledged. */
    private void sweep() throws IOException {
        try (var files = Files.find(folder, 2, (path, _) -> path.toString().endsWith(".tmp"))) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
