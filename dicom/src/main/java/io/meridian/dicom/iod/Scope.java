package io.meridian.dicom.iod;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a condition is asked: an item, what is around it, and the whole data set. */
final class Scope {
    private final DataSet here;
    private final @Nullable Scope above;
    private final DataSet root;
    private final Map<Condition, Boolean> searched;

    private Scope(
            DataSet here, @Nullable Scope above, DataSet root, Map<Condition, Boolean> searched) {
        this.here = here;
        this.above = above;
        this.root = root;
        this.searched = searched;
    }

    /** The data set; meta information, if any, is found in it by conditions. */
    static Scope of(DataSet meta, DataSet dataSet) {
        var all = dataSet.toBuilder().copy(meta, Tags.TransferSyntaxUID).build();
        return new Scope(dataSet, null, all, new HashMap<>());
    }

    Scope item(DataSet item) {
        return new Scope(item, this, root, searched);
    }

    DataSet here() {
        return here;
    }

    DataSet above() {
        return above == null ? DataSet.EMPTY : above.here;
    }

    DataSet root() {
        return root;
    }

    boolean knowsTransferSyntax() {
        return root.contains(Tags.TransferSyntaxUID);
    }

    /** Searches of the whole data set are done once: there may be thousands of frames. */
    boolean once(Condition condition, Supplier<Boolean> search) {
        return searched.computeIfAbsent(condition, _ -> search.get());
    }
}
