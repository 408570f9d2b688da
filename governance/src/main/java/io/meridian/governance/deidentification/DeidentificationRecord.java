package io.meridian.governance.deidentification;

import java.util.List;

/**
 * What de-identification did to one object; becomes a journal entry. Holds no value that was there
 * before.
 *
 * @param profile name and version of the profile, such as {@code meridian-research/1}
 * @param profileDigest SHA-256 of the profile file, hex
 * @param edition of PS3.15 that the table is from, such as {@code 2024e}
 * @param methodCodes codes of CID 7050 as in De-identification Method Code Sequence
 * @param instanceUid the new SOP Instance UID
 * @param touched every attribute that was removed, emptied, replaced, cleaned or added, in order of
 *     the data set
 */
public record DeidentificationRecord(
        String profile,
        String profileDigest,
        String edition,
        List<String> methodCodes,
        String instanceUid,
        List<Touched> touched) {
    public DeidentificationRecord {
        methodCodes = List.copyOf(methodCodes);
        touched = List.copyOf(touched);
    }

    /**
     * One attribute.
     *
     * @param path such as {@code (0008,1140)[0].(0008,1155)}
     * @param action the letter of PS3.15 E.1 that was carried out: X, Z, D, C, U; {@code +} for an
     *     attribute that was added
     * @param rule why: {@code table:COLUMN}, {@code profile:RULE}, {@code private}, {@code
     *     unknown-attribute}, {@code standard:SECTION}
     */
    public record Touched(String path, String action, String rule) {}

    /** The record as JSON, for the journal; the same record gives the same bytes. */
    public byte[] toJson() {
        return DeidentificationJson.write(this);
    }
}
