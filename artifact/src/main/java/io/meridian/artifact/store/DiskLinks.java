package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Links as empty files, by repository. */
final class DiskLinks implements Links {
    /** No part of a repository's name begins with an underscore. */
    private static final String LEAF = "_links";

    private final Path folder;

    DiskLinks(Path folder) {
        this.folder = folder;
    }

    @Override
    public void link(String repository, Digest digest) {
        var file = file(repository, digest);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder(repository));
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // Two links to one blob are one link.
            if (!Files.exists(file)) {
                throw new ArtifactException("a link must be writable", e);
            }
        } catch (IOException e) {
            throw new ArtifactException("a link must be writable; check the disk", e);
        }
    }

    @Override
    public boolean linked(String repository, Digest digest) {
        return Files.exists(file(repository, digest));
    }

    @Override
    public Set<String> repositories() {
        try (var all = Files.walk(folder)) {
            var names = new TreeSet<String>();
            all.filter(each -> each.endsWith(LEAF))
                    .map(each -> folder.relativize(each).getParent())
                    .forEach(each -> names.add(each.toString().replace('\\', '/')));
            return names;
        } catch (IOException e) {
            throw new ArtifactException("links must be readable", e);
        }
    }

    private Path folder(String repository) {
        if (!RootName.isRepository(repository)) {
            throw new IllegalArgumentException("not a repository's name");
        }
        return folder.resolve(repository).resolve(LEAF);
    }

    private Path file(String repository, Digest digest) {
        return folder(repository).resolve(digest.hex());
    }
}
