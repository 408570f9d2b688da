package io.meridian.artifact.secret;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One AES-256 key per subject, wrapped under a master key, made at first use.
 *
 * <p>Erasing a subject destroys its key and leaves a tombstone in its place: what was encrypted
 * under it, wherever it is, cannot be read again, and no new key is made for the subject.
 */
public final class SubjectKeys {
    private static final byte KEY = 'K';
    private static final byte TOMBSTONE = 'T';
    private static final int MAX_CACHED = 4096;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey names;
    private final SecretKey wrapping;
    private final KeyStorage storage;
    private final Clock clock;
    private final Map<KeyName, SecretKey> cache =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<KeyName, SecretKey> eldest) {
                    return size() > MAX_CACHED;
                }
            };

    /** What is known of a subject's key. */
    public sealed interface State {
        /** It has a key. */
        record Present() implements State {}

        /** Its key was destroyed. */
        record Erased(Instant at) implements State {}

        /** It never had a key. */
        record Unknown() implements State {}
    }

    /** Keys in some storage, wrapped under a master key. */
    public SubjectKeys(SecretKey master, KeyStorage storage, Clock clock) {
        names = master.derive("meridian subject names v1");
        wrapping = master.derive("meridian subject keys v1");
        this.storage = storage;
        this.clock = clock;
    }

    /** Keys in a folder, under the master key of a file, which is made if there is none. */
    public static SubjectKeys open(Path folder, Path masterKey, Clock clock) {
        return new SubjectKeys(
                SecretKey.loadOrCreate(masterKey), new FileKeyStorage(folder), clock);
    }

    /** The name of a subject's key. */
    public KeyName name(Subject subject) {
        return new KeyName(
                HexFormat.of()
                        .formatHex(
                                names.authenticate(
                                        subject.value().getBytes(StandardCharsets.UTF_8))));
    }

    /** Whether a subject has a key, or had one. */
    public State state(Subject subject) {
        return state(name(subject));
    }

    /** Whether there is a key of this name, or was one. */
    public State state(KeyName name) {
        return storage.load(name)
                .<State>map(bytes ->
                        bytes.length > 0 && bytes[0] == TOMBSTONE
                                ? new State.Erased(erasedAt(bytes))
                                : new State.Present())
                .orElseGet(State.Unknown::new);
    }

    /**
     * Opens a new file for a subject's payload. The file appears when {@link
     * EncryptingOutput#commit} returns, whole and synced, and not before.
     *
     * @param context what the payload is, for example its name; must be the same for reading
     * @throws ErasedException if the subject was erased
     */
    public EncryptingOutput encrypt(Subject subject, Path file, String context) {
        return EncryptingOutput.toFile(key(subject), file, context);
    }

    /**
     * Opens a file of a subject.
     *
     * @throws ErasedException if the subject was erased
     */
    public DecryptingInput decrypt(Subject subject, Path file, String context) {
        var key = existing(subject);
        try {
            return new DecryptingInput(key, Files.newInputStream(file), context);
        } catch (IOException e) {
            throw new SecretException("an encrypted payload must be readable", e);
        }
    }

    /** Encrypts a small payload. */
    public byte[] encrypt(Subject subject, byte[] payload, String context) {
        var out = new ByteArrayOutputStream(payload.length + 64);
        try (var encrypting = EncryptingOutput.to(key(subject), out, context)) {
            encrypting.write(payload);
            encrypting.commit();
        } catch (IOException e) {
            throw new SecretException("memory must be writable", e);
        }
        return out.toByteArray();
    }

    /** Decrypts a small payload. */
    public byte[] decrypt(Subject subject, byte[] payload, String context) {
        try (var in =
                new DecryptingInput(
                        existing(subject), new ByteArrayInputStream(payload), context)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new SecretException("memory must be readable", e);
        }
    }

    /** Destroys a subject's key, for ever. The tombstone belongs in the journal. */
    public Tombstone erase(Subject subject) {
        var name = name(subject);
        synchronized (cache) {
            if (state(name) instanceof State.Erased(var at)) {
                return new Tombstone(name, at);
            }
            var now = Instant.ofEpochMilli(clock.millis());
            cache.remove(name);
            storage.destroy(
                    name, ((char) TOMBSTONE + now.toString()).getBytes(StandardCharsets.US_ASCII));
            return new Tombstone(name, now);
        }
    }

    private SecretKey existing(Subject subject) {
        return find(name(subject))
                .orElseThrow(() -> new SecretException("the subject has no key here"));
    }

    private SecretKey key(Subject subject) {
        var name = name(subject);
        var known = find(name);
        if (known.isPresent()) {
            return known.get();
        }
        var fresh = SecretKey.generate();
        if (storage.create(name, wrap(name, fresh))) {
            return remember(name, fresh);
        }
        return existing(subject);
    }

    private Optional<SecretKey> find(KeyName name) {
        synchronized (cache) {
            var known = cache.get(name);
            if (known != null) {
                return Optional.of(known);
            }
            var stored = storage.load(name);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            var key = unwrap(name, stored.get());
            cache.put(name, key);
            return Optional.of(key);
        }
    }

    private SecretKey remember(KeyName name, SecretKey key) {
        synchronized (cache) {
            // An erasure between the creation and this line has left a tombstone: look again.
            if (state(name) instanceof State.Erased(var at)) {
                throw new ErasedException(at);
            }
            cache.put(name, key);
            return key;
        }
    }

    private byte[] wrap(KeyName name, SecretKey key) {
        var nonce = SecretKey.random(NONCE_BYTES);
        var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name, key.bytes());
        var out = new byte[1 + NONCE_BYTES + sealed.length];
        out[0] = KEY;
        System.arraycopy(nonce, 0, out, 1, NONCE_BYTES);
        System.arraycopy(sealed, 0, out, 1 + NONCE_BYTES, sealed.length);
        return out;
    }

    private SecretKey unwrap(KeyName name, byte[] stored) {
        if (stored.length > 0 && stored[0] == TOMBSTONE) {
            throw new ErasedException(erasedAt(stored));
        }
        if (stored.length < 1 + NONCE_BYTES || stored[0] != KEY) {
            throw new SecretException("a wrapped key must be whole; this is damaged: " + name);
        }
        var nonce = Arrays.copyOfRange(stored, 1, 1 + NONCE_BYTES);
        var sealed = Arrays.copyOfRange(stored, 1 + NONCE_BYTES, stored.length);
        return SecretKey.of(cipher(Cipher.DECRYPT_MODE, nonce, name, sealed));
    }

    private byte[] cipher(int mode, byte[] nonce, KeyName name, byte[] bytes) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(wrapping.bytes(), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.value().getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new SecretException(
                    "a key must have been wrapped under this master key; %s was not, or is damaged"
                            .formatted(name),
                    e);
        }
    }

    private static Instant erasedAt(byte[] tombstone) {
        try {
            return Instant.parse(
                    new String(tombstone, 1, tombstone.length - 1, StandardCharsets.US_ASCII));
        } catch (DateTimeParseException e) {
            throw new SecretException("a tombstone holds a time; this is damaged", e);
        }
    }
}
