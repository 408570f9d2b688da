package io.meridian.dicom.network.query;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.StoreHandler;
import io.meridian.dicom.network.StoreOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** An archive of the tests: what was stored can be found and retrieved. */
public final class MemoryArchive implements StoreHandler, QueryHandler, RetrieveHandler {
    /** One object as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
    public record Held(String sopClass, TransferSyntax syntax, byte[] bytes, DataSet dataSet) {}

    private final Map<String, Held> objects = new ConcurrentSkipListMap<>();

    @Override
    public StoreOutcome store(Incoming incoming, InputStream stream) throws IOException {
        add(
                incoming.sopClassUid(),
                incoming.sopInstanceUid(),
                incoming.transferSyntax(),
                stream.readAllBytes());
        return new StoreOutcome.Stored();
    }

    public void add(String sopClass, String instance, TransferSyntax syntax, byte[] bytes) {
        var dataSet = Part10.readDataSet(bytes, syntax, Limits.DEFAULT);
        objects.put(instance, new Held(sopClass, syntax, bytes, dataSet));
    }

    /** The object of this instance UID, which must be there. */
    public Held held(String uid) {
        return Objects.requireNonNull(objects.get(uid), "the object was not stored");
    }

    public Map<String, Held> objects() {
        return objects;
    }

    @Override
    public Stream<DataSet> candidates(Query query) {
        var entities = new LinkedHashMap<String, DataSet>();
        for (var held : objects.values()) {
            entities.putIfAbsent(held.dataSet().first(query.level().uniqueKey()), held.dataSet());
        }
        return entities.values().stream();
    }

    @Override
    public List<StoredInstance> select(Query query) {
        var keys =
                query.model().levels().stream()
                        .filter(level -> level.compareTo(query.level()) <= 0)
                        .map(QueryLevel::uniqueKey)
                        .filter(query.keys()::contains)
                        .toList();
        return objects.entrySet().stream()
                .filter(entry ->
                        keys.stream()
                                .allMatch(key ->
                                        query.keys()
                                                .texts(key)
                                                .contains(entry.getValue().dataSet().first(key))))
                .map(entry -> {
                    var held = entry.getValue();
                    return new StoredInstance(
                            held.sopClass(),
                            entry.getKey(),
                            held.syntax(),
                            () -> new ByteArrayInputStream(held.bytes()));
                })
                .toList();
    }
}
