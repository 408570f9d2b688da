package io.meridian.serving.server;

import io.meridian.serving.ServingException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The models that are loaded, by name. Thread-safe; one loads at a time. */
final class Models implements AutoCloseable {
    /** More than this are not held at once. */
    private static final int MAXIMUM = 16;

    private final ConcurrentHashMap<String, LoadedModel> loaded = new ConcurrentHashMap<>();
    private final int threads;
    private final ExecutorService loader =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform()
                            .name("model-loading-", 0)
                            .stackSize(Computation.STACK_BYTES)
                            .factory());

    Models(int threads) {
        this.threads = threads;
    }

    Optional<LoadedModel> find(String name) {
        return Optional.ofNullable(loaded.get(name));
    }

    /** Loads, then puts the new one in the old one's place. */
    synchronized void load(String name, String version, Path folder) {
        LoadedModel present = loaded.get(name);
        if (present != null && present.version().equals(version)) {
            return;
        }
        if (present == null && loaded.size() >= MAXIMUM) {
            throw new ServingException(
                    "at most %d models are held; unload one first".formatted(MAXIMUM));
        }
        LoadedModel model = openOnPlatformThread(name, version, folder);
        LoadedModel old = loaded.put(name, model);
        if (old != null) {
            old.close();
        }
    }

    /** Native code runs on no virtual thread, and beside the runs of the models that are there. */
    private LoadedModel openOnPlatformThread(String name, String version, Path folder) {
        try {
            return loader.submit(() -> LoadedModel.open(name, version, folder, threads)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new ServingException("the model could not be loaded", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServingException("interrupted while a model was loaded", e);
        }
    }

    synchronized void unload(String name) {
        LoadedModel old = loaded.remove(name);
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized void close() {
        loader.close();
        loaded.values().forEach(LoadedModel::close);
        loaded.clear();
    }
}
