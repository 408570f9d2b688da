package io.meridian.hub.federation;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.store.LocalStore;
import io.meridian.federation.strategy.Combination.Term;
import io.meridian.federation.update.BlockAggregator;
import io.meridian.federation.update.Inspection;
import io.meridian.federation.update.Refusal;
import io.meridian.federation.update.UpdateCheck;
import io.meridian.federation.update.UpdateSource;
import io.meridian.hub.home.Home;
import io.meridian.model.ModelException;
import io.meridian.model.weights.SafetensorsFile;
import io.meridian.model.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads updates from the store's files, block by block: memory is a constant, whatever the model
 * and the number of sites.
 */
@Component
class Aggregation {
    private static final long MAXIMUM_MODEL = 64L << 30;

    private final LocalStore store;
    private final Home home;

    Aggregation(LocalStore store, Home home) {
        this.store = store;
        this.home = home;
    }

    /** Holds an update against the base that it was trained from. */
    Inspection inspect(Digest base, Digest update, double maximumNorm) {
        try (var baseFile = SafetensorsFile.open(file(base));
                var updateFile = SafetensorsFile.open(file(update))) {
            return new UpdateCheck()
                    .inspect(UpdateSource.of(baseFile), UpdateSource.of(updateFile), maximumNorm);
        } catch (ModelException e) {
            return new Inspection.Unsound(new Refusal.Unreadable(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("an update could not be read", e);
        }
    }

    /** The weighted mean, stored as a blob; the same terms give the same bytes. */
    Descriptor mean(String round, List<Term> terms) {
        var target = home.spool().resolve(round.replace('/', '_') + ".safetensors");
        var open = new ArrayList<SafetensorsFile>();
        try {
            var weighted = new ArrayList<BlockAggregator.Weighted>();
            for (var term : terms) {
                var file = SafetensorsFile.open(file(new Digest(term.update().value())));
                open.add(file);
                weighted.add(new BlockAggregator.Weighted(UpdateSource.of(file), term.weight()));
            }
            var layout = open.getFirst().tensors();
            try (var writer = SafetensorsWriter.create(target, layout)) {
                new BlockAggregator().mean(layout, weighted, writer::append);
                writer.commit();
            }
            try (var bytes = Files.newInputStream(target)) {
                return store.put(MediaType.WEIGHTS, bytes, MAXIMUM_MODEL)
                        .titled("weights.safetensors");
            } finally {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a round could not be aggregated", e);
        } finally {
            open.forEach(Aggregation::close);
        }
    }

    /** The file behind a blob of the layout on disk. */
    private Path file(Digest digest) {
        return home.layout().resolve("blobs").resolve("sha256").resolve(digest.hex());
    }

    private static void close(SafetensorsFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
