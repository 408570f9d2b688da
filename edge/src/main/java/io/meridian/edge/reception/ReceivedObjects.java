package io.meridian.edge.reception;

import io.meridian.edge.home.EdgeException;
import org.springframework.stereotype.Component;

/** The originals that count now. */
@Component
final class ReceivedObjects implements Originals {
    private final Instances instances;
    private final ClinicalObjects objects;

    ReceivedObjects(Instances instances, ClinicalObjects objects) {
        this.instances = instances;
        this.objects = objects;
    }

    @Override
    public byte[] read(String instance) {
        var row =
                instances
                        .find(instance)
                        .orElseThrow(() -> new EdgeException("there is no instance of this id"));
        return objects.read(row.subject(), row.file());
    }
}
