package io.meridian.governance;

import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.identity.LookupKey;
import io.meridian.governance.identity.PatientIdentifier;
import io.meridian.governance.identity.SubjectId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Everything that is keyed in a site's research zone: new UIDs, pseudonyms, date shifts, look-ups,
 * split order. One master key of 32 bytes, which the site must back up: whoever holds it can test
 * guesses, and without it no later image of a person gets the same pseudonym. All results are
 * HMAC-SHA-256 under a key derived for that use alone. Thread-safe.
 */
public final class ResearchKeys {
    private static final int MASTER_BYTES = 32;
    private static final int UID_BITS = 122;
    private static final int PSEUDONYM_BITS = 100;

    private final SecretKeySpec uids;
    private final SecretKeySpec pseudonyms;
    private final SecretKeySpec shifts;
    private final SecretKeySpec lookups;
    private final SecretKeySpec subjects;
    private final SecretKeySpec splits;

    private ResearchKeys(byte[] master) {
        uids = derive(master, "meridian/research/uid/1");
        pseudonyms = derive(master, "meridian/research/pseudonym/1");
        shifts = derive(master, "meridian/research/date-shift/1");
        lookups = derive(master, "meridian/research/identity-lookup/1");
        subjects = derive(master, "meridian/research/subject/1");
        splits = derive(master, "meridian/research/split/1");
    }

    /** Derives the keys from a master key of 32 random bytes. */
    public static ResearchKeys of(byte[] master) {
        if (master.length != MASTER_BYTES) {
            throw new IllegalArgumentException(
                    "the research master key has %d bytes; got %d"
                            .formatted(MASTER_BYTES, master.length));
        }
        return new ResearchKeys(master);
    }

    /**
     * The new UID of an original one: {@code 2.25.} and a UUID's worth of keyed bits (PS3.5 B.2);
     * the same every time.
     */
    public String uid(String original) {
        var bits = new BigInteger(1, hmac(uids, original.strip())).shiftRight(256 - UID_BITS);
        // Version 4 and variant 1, so that readers that look inside see a well-formed random UUID.
        var high = bits.shiftRight(62);
        var top =
                high.shiftRight(12)
                        .shiftLeft(16)
                        .or(BigInteger.valueOf(0x4000))
                        .or(high.and(BigInteger.valueOf(0xfff)));
        var low = bits.and(BigInteger.ONE.shiftLeft(62).subtract(BigInteger.ONE)).setBit(63);
        return "2.25." + top.shiftLeft(64).or(low);
    }

    /** The research name of a subject. */
    public Pseudonym pseudonym(SubjectId subject) {
        return pseudonymOf("subject/" + subject.value());
    }

    /** The research name of an image that no person is stated for. */
    public Pseudonym imagePseudonym(String originalInstanceUid) {
        return pseudonymOf("image/" + originalInstanceUid.strip());
    }

    /** Days by which all dates of a subject move, in [-maximum, -minimum]; both at least 1. */
    public int shiftDays(Pseudonym subject, int minimum, int maximum) {
        if (minimum < 1 || maximum < minimum) {
            throw new IllegalArgumentException("a date shift needs 1 <= minimum <= maximum");
        }
        var range = BigInteger.valueOf(maximum - minimum + 1L);
        var offset = new BigInteger(1, hmac(shifts, subject.value())).mod(range).intValue();
        return -(minimum + offset);
    }

    /** The key under which the identity index looks a number up. */
    public LookupKey lookup(PatientIdentifier identifier) {
        var text =
                "%d/%s/%s"
                        .formatted(
                                identifier.issuer().length(),
                                identifier.issuer(),
                                identifier.value());
        return new LookupKey(HexFormat.of().formatHex(hmac(lookups, text)));
    }

    /**
     * A subject's identity, from the number under which it was first seen and the count of subjects
     * that began with it.
     */
    public SubjectId subject(LookupKey first, int generation) {
        var hash = hmac(subjects, first.value() + "/" + generation);
        return new SubjectId(HexFormat.of().formatHex(hash, 0, 16));
    }

    /**
     * Where a unit stands in the site's random order, in [0, 1). The same for every data set and
     * version, so that nobody who was tested on is trained on later.
     */
    public double splitPosition(Pseudonym unit) {
        var hash = hmac(splits, unit.value());
        return new BigInteger(1, hash).shiftRight(256 - 53).doubleValue() / (1L << 53);
    }

    private Pseudonym pseudonymOf(String text) {
        var bits = new BigInteger(1, hmac(pseudonyms, text)).shiftRight(256 - PSEUDONYM_BITS);
        var digits = bits.toString(32).toUpperCase(Locale.ROOT);
        return new Pseudonym("M" + "0".repeat(20 - digits.length()) + digits);
    }

    private static SecretKeySpec derive(byte[] master, String use) {
        return new SecretKeySpec(hmac(new SecretKeySpec(master, "HmacSHA256"), use), "HmacSHA256");
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
