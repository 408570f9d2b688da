package io.meridian.artifact.registry;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where pushes that broke off go on. */
public interface OpenUploads {
    /**
     * Names one push.
     *
     * @param registry the address of the registry
     */
    record Name(URI registry, String repository, Digest blob) {
        private String file() {
            var text = "%s %s %s".formatted(registry, repository, blob);
            return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
        }
    }

    /** Where this push goes on, if it broke off. */
    Optional<URI> find(Name name);

    /** Notes where a push goes on. */
    void remember(Name name, URI location);

    /** A push is over. */
    void forget(Name name);

    /** Remembers as long as this process runs. */
    static OpenUploads inMemory() {
        return new InMemory(new ConcurrentHashMap<>());
    }

    /** Remembers in small files of a folder, so that pushes go on after a restart. */
    static OpenUploads in(Path folder) {
        try {
            SyncedFiles.createPrivateFolders(folder);
            return new InFolder(folder);
        } catch (IOException e) {
            throw new ArtifactException("the folder of open uploads must be writable", e);
        }
    }

    /** Uploads in a map. */
    record InMemory(Map<Name, URI> open) implements OpenUploads {
        @Override
        public Optional<URI> find(Name name) {
            return Optional.ofNullable(open.get(name));
        }

        @Override
        public void remember(Name name, URI location) {
            open.put(name, location);
        }

        @Override
        public void forget(Name name) {
            open.remove(name);
        }
    }

    /** Uploads in files; a location may be all that a server asks of who goes on. */
    record InFolder(Path folder) implements OpenUploads {
        @Override
        public Optional<URI> find(Name name) {
            try {
                return Optional.of(URI.create(Files.readString(folder.resolve(name.file()))));
            } catch (NoSuchFileException | IllegalArgumentException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new ArtifactException("an open upload's note must be readable", e);
            }
        }

        @Override
        public void remember(Name name, URI location) {
            try {
                SyncedFiles.writePrivate(
                        folder.resolve(name.file()),
                        location.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new ArtifactException("an open upload's note must be writable", e);
            }
        }

        @Override
        public void forget(Name name) {
            try {
                Files.deleteIfExists(folder.resolve(name.file()));
            } catch (IOException e) {
                throw new ArtifactException("an open upload's note must be removable", e);
            }
        }
    }
}
