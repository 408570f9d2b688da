package io.meridian.governance.dataset;

import io.meridian.governance.annotation.Label;
import io.meridian.governance.catalog.CatalogEntry;
import java.util.Optional;

/** An entry that has a label. */
record Labelled(CatalogEntry entry, Label label) {
    static Optional<Labelled> of(CatalogEntry entry) {
        return Optional.ofNullable(entry.label()).map(label -> new Labelled(entry, label));
    }
}
