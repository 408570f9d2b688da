package io.meridian.edge.study;

import io.meridian.edge.ledger.SiteJournal;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who looked at what, by opaque ids only; written before the answer is given. Thread-safe. */
@Component
public final class AccessJournal {
    private final SiteJournal journal;

    AccessJournal(SiteJournal journal) {
        this.journal = journal;
    }

    /**
     * Notes a look.
     *
     * @param what such as {@code study} or {@code rendered}
     * @param ids of what was shown
     */
    public void note(Principal who, String what, List<String> ids) {
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("who", who.getName());
        fields.put("what", what);
        var objects = fields.putArray("objects");
        ids.forEach(objects::add);
        journal.append("access/" + UUID.randomUUID(), "access", fields, List.of());
    }
}
