package io.meridian.model.packaging;

/**
 * One layer of a package.
 *
 * @param path the file's name within the package ({@code org.cncf.model.filepath})
 * @param bytes not copied: do not change them after
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackageFile(String path, String mediaType, byte[] bytes) {
    /** The ModelPack annotation that carries {@link #path}. */
    public static final String PATH_ANNOTATION = "org.cncf.model.filepath";
}
