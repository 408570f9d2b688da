package io.meridian.governance.dataset;

import io.meridian.artifact.Digest;
import io.meridian.governance.GovernanceException;
import io.meridian.governance.annotation.Split;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The members of a version as a blob: one JSON object a line, in order of digest. */
public final class MembersList {
    /** Of the layer that holds the list. Edge-only. */
    public static final String MEDIA_TYPE = "application/vnd.meridian.dataset-members.v1+jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MembersList() {}

    static byte[] write(List<Member> members) {
        var text = new StringBuilder(members.size() * 140);
        for (var member : members) {
            var line = JSON.createObjectNode();
            line.put("object", member.object().value());
            line.put("label", member.label());
            line.put("split", member.split().word());
            line.put("group", member.group());
            text.append(JSON.writeValueAsString(line)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String version(byte[] blob) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads the list back. */
    public static List<Member> read(byte[] blob) {
        var members = new ArrayList<Member>();
        try {
            for (var line : new String(blob, StandardCharsets.UTF_8).lines().toList()) {
                var node = JSON.readTree(line);
                members.add(
                        new Member(
                                new Digest(node.path("object").asString()),
                                node.path("label").asString(),
                                Split.of(node.path("split").asString())
                                        .orElseThrow(() ->
                                                new IllegalArgumentException("split is not known")),
                                node.path("group").asInt()));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new GovernanceException(
                    "a members list is one JSON object a line; line %d is not"
                            .formatted(members.size() + 1),
                    e);
        }
        return members;
    }
}
