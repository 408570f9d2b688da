package io.meridian.governance.deidentification;

import tools.jackson.databind.json.JsonMapper;

/**
 * The journal's form of a record: touched attributes as {@code [path, action, rule]}, because there
 * are hundreds.
 */
final class DeidentificationJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DeidentificationJson() {}

    static byte[] write(DeidentificationRecord record) {
        var root = JSON.createObjectNode();
        root.put("profile", record.profile());
        root.put("profileDigest", record.profileDigest());
        root.put("edition", record.edition());
        var codes = root.putArray("methodCodes");
        record.methodCodes().forEach(codes::add);
        root.put("instance", record.instanceUid());
        var touched = root.putArray("touched");
        for (var each : record.touched()) {
            touched.addArray().add(each.path()).add(each.action()).add(each.rule());
        }
        return JSON.writeValueAsBytes(root);
    }
}
