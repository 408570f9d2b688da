package io.meridian.artifact.secret;

import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One small file per key, mode 0600, in 256 folders.
 *
 * <p>Destruction overwrites the file before replacing it. Flash and copy-on-write media may keep an
 * old copy of the wrapped key; they need an encrypted disk below, and backups must not outlive the
 * promised time of erasure.
 */
public final class FileKeyStorage implements KeyStorage {
    private final Path folder;

    /** Keys in this folder, which is made if it is not there. */
    public FileKeyStorage(Path folder) {
        this.folder = folder;
        try {
            SyncedFiles.createPrivateFolders(folder);
        } catch (IOException e) {
            throw new SecretException("the keys' folder must be writable: " + folder, e);
        }
    }

    @Override
    public Optional<byte[]> load(KeyName name) {
        try {
            return Optional.of(Files.readAllBytes(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretException("a key's file must be readable: " + name, e);
        }
    }

    @Override
    public boolean create(KeyName name, byte[] bytes) {
        var file = file(name);
        try {
            var bucket = folder.resolve(name.value().substring(0, 2));
            if (!Files.exists(bucket)) {
                SyncedFiles.createPrivateFolders(bucket);
                SyncedFiles.syncFolder(folder);
            }
            SyncedFiles.createPrivate(file, bytes);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new SecretException("a key's file must be writable: " + name, e);
        }
    }

    @Override
    public void destroy(KeyName name, byte[] replacement) {
        var file = file(name);
        try {
            if (!Files.exists(file)) {
                if (create(name, replacement)) {
                    return;
                }
            }
            try (var old = new RandomAccessFile(file.toFile(), "rw")) {
                old.write(new byte[Math.toIntExact(old.length())]);
                old.getFD().sync();
            }
            SyncedFiles.writePrivate(file, replacement);
        } catch (IOException e) {
            throw new SecretException("a key's file must be writable: " + name, e);
        }
    }

    private Path file(KeyName name) {
        return folder.resolve(name.value().substring(0, 2)).resolve(name.value());
    }
}
