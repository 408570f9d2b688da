package io.meridian.artifact.secret;

import java.util.Optional;

/** Where wrapped keys are kept. Everything is durable when a call returns. */
public interface KeyStorage {
    /** What is kept under a name. */
    Optional<byte[]> load(KeyName name);

    /** Keeps bytes under a new name; false, and nothing done, if the name is taken. */
    boolean create(KeyName name, byte[] bytes);

    /** Replaces what is kept and destroys what was: it must not be readable from the medium. */
    void destroy(KeyName name, byte[] replacement);
}
