package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import java.util.regex.Pattern;

/**
 * The name of a retention root: a repository and a tag, or a repository and a digest.
 *
 * @param repository {@code organisation/kind[/name]}, by the name rule of the distribution
 *     specification
 * @param tag a tag of at most 128 characters, or a digest's text
 */
public record RootName(String repository, String tag) implements Comparable<RootName> {
    private static final Pattern REPOSITORY =
            Pattern.compile(
                    "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    public RootName {
        if (!isRepository(repository)) {
            throw new IllegalArgumentException(
                    "a repository's name is lower-case words joined by . _ - and /; this is not: "
                            + repository);
        }
        if (!isTag(tag) && !Digest.isDigest(tag)) {
            throw new IllegalArgumentException(
                    "a tag is letters, digits, . _ - and at most 128 characters; this is not: "
                            + tag);
        }
    }

    /** A root without a tag: the digest is its name. */
    public static RootName untagged(String repository, Digest digest) {
        return new RootName(repository, digest.value());
    }

    /** Whether this is the name of a repository; at most 255 characters. */
    public static boolean isRepository(String name) {
        return name.length() <= 255 && REPOSITORY.matcher(name).matches();
    }

    /** Whether this is a tag. */
    public static boolean isTag(String tag) {
        return TAG.matcher(tag).matches();
    }

    /** Whether the root has a real tag. */
    public boolean tagged() {
        return !Digest.isDigest(tag);
    }

    /** {@code repository:tag} or {@code repository@digest}. */
    public String text() {
        return repository + (tagged() ? ":" : "@") + tag;
    }

    /** Reads the text form. */
    public static RootName parse(String text) {
        var at = text.indexOf('@');
        var colon = at < 0 ? text.lastIndexOf(':') : at;
        if (colon < 1) {
            throw new IllegalArgumentException("a root is repository:tag or repository@digest");
        }
        return new RootName(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(RootName other) {
        return text().compareTo(other.text());
    }
}
